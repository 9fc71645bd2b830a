/** The runtime's own process: found among our children, so that it can be ended or missed. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Process number of the runtime that a launcher started, or null where the system does not tell. */
export function runtimeOf(launcher: number): number | null {
  if (existsSync('/proc/self/stat')) {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const [, name, parent] =
          /^\d+ \((.*)\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
        if (Number(parent) === launcher && name === 'workerd') return Number(pid)
      } catch {
        // It ended while we looked.
      }
    }
    return null
  }
  try {
    const out = execFileSync('pgrep', ['-P', String(launcher), 'workerd'], { encoding: 'utf8' })
    return Number(out.split('\n')[0]) || null
  } catch {
    return null
  }
}

/** Process numbers of who started us and of who started them: npm runs scripts through a shell. */
export function startedBy(): string {
  return [process.ppid, parentOf(process.ppid)].join()
}

function parentOf(pid: number): number | null {
  try {
    const [, parent] = /^\d+ \(.*\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return Number(parent)
  } catch {
    return null
  }
}

/** Whether a process lives and is what we think it is: process numbers are used again. */
export function isRunning(pid: number, name: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const cmdline = `/proc/${pid}/cmdline`
  return existsSync(cmdline) ? readFileSync(cmdline, 'utf8').includes(name) : true
}
