/** How commands meet the world: files, standard input and output. Tests bring their own. */
import { readFile, writeFile } from 'node:fs/promises'
import { err, ok, type Result } from '../../shared/result.ts'

export type Io = {
  /** A line for the reader. */
  readonly print: (line: string) => void
  /** A line about what went wrong. */
  readonly complain: (line: string) => void
  /** The bytes of a file, or of standard input for `-`; else why not, in words. */
  readonly read: (file: string) => Promise<Result<Uint8Array, string>>
  readonly write: (file: string, text: string) => Promise<Result<null, string>>
}

export function standardIo(): Io {
  // A reader that has had enough (`| head`) is no fault.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault
  })
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    read: async (file) => {
      try {
        return ok(file === '-' ? await standardInput() : await readFile(file))
      } catch (fault) {
        return err(reason(fault))
      }
    },
    write: async (file, text) => {
      try {
        await writeFile(file, text)
        return ok(null)
      } catch (fault) {
        return err(reason(fault))
      }
    },
  }
}

async function standardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
}

function reason(fault: unknown): string {
  const { code, message } = fault as NodeJS.ErrnoException
  return REASONS[code ?? ''] ?? message
}
