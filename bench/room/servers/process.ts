/** What a process has used so far, as Linux tells it; null elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

export type Usage = {
  /** Milliseconds of processor time. */
  cpu: number
  /** Bytes it had the disk write. */
  written: number
  /** Resident bytes. */
  memory: number
}

const ticksPerSecond = 100
const pageBytes = 4096

export function usageOf(pid: number | null): Usage | null {
  if (pid === null) return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold anything, the fields are numbers: 12th and 13th are times, 22nd is memory.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    const io = readFileSync(`/proc/${pid}/io`, 'utf8')
    return {
      cpu: (ticks * 1000) / ticksPerSecond,
      written: Number(/^write_bytes: (\d+)/m.exec(io)?.[1] ?? 0),
      memory: Number(fields[21]) * pageBytes,
    }
  } catch {
    return null
  }
}

/** Processes that this one has started and that still run. */
export function childrenNow(): number[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter((pid) => pid !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}
