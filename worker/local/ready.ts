/** Local mode counts as up when the launcher says that demo.json is on disk. */
let demoIsOnDisk = false

export const markReady = (): void => {
  demoIsOnDisk = true
}

export const isReady = (): boolean => demoIsOnDisk
