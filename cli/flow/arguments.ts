/** Reads the words after a command: files, flags, and flags with a value. */
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../shared/result.ts'

type Flags = Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>

export type Arguments = {
  readonly files: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
}

/** Files and flags of a command; refused in words when a flag is unknown or no file is named. */
export function readArguments(args: readonly string[], flags: Flags): Result<Arguments, string> {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { ...flags },
      allowPositionals: true,
      strict: true,
    })
    if (positionals.length === 0) return err('name at least one file')
    return ok({ files: positionals, flags: values as Arguments['flags'] })
  } catch (fault) {
    return err(fault instanceof Error ? (fault.message.split('. ')[0] ?? '') : String(fault))
  }
}
