/** Writes and reads the paths that name a place in a flow, such as `screens[0].layout.children[1].label`. */

export type PathSegment = string | number

const PLAIN_KEY = /^[^.[\]"]+$/

/** Adds one step to a written path. Keys that would be ambiguous are quoted: `cases["a.b"]`. */
export function joinPath(path: string, segment: PathSegment): string {
  if (typeof segment === 'number') return `${path}[${segment}]`
  if (!PLAIN_KEY.test(segment)) return `${path}[${JSON.stringify(segment)}]`
  return path === '' ? segment : `${path}.${segment}`
}

export const formatPath = (segments: readonly PathSegment[]): string =>
  segments.reduce<string>(joinPath, '')

/** Reads a written path back into its steps; null when it is not a path. The root is `''`. */
export function parsePath(path: string): PathSegment[] | null {
  const segments: PathSegment[] = []
  let at = 0
  while (at < path.length) {
    if (path[at] === '[') {
      const index = /^\[(\d{1,9})\]/.exec(path.slice(at, at + 12))
      if (index) {
        segments.push(Number(index[1]))
        at += index[0].length
        continue
      }
      const quoted = /^\[("(?:[^"\\]|\\.)*")\]/.exec(path.slice(at))
      if (!quoted) return null
      try {
        segments.push(JSON.parse(quoted[1] ?? '') as string)
      } catch {
        return null
      }
      at += quoted[0].length
      continue
    }
    if (at > 0) {
      if (path[at] !== '.') return null
      at++
    }
    const start = at
    while (at < path.length && path[at] !== '.' && path[at] !== '[') at++
    if (at === start) return null
    segments.push(path.slice(start, at))
  }
  return segments
}
