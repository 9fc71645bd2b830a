/** Names that are not taken yet, like the one asked for. */

/** `text_input`, `text_input_2`, … whichever is free. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted || 'field'
  if (!taken.has(base)) return base
  for (let at = 2; ; at++) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`
}

/** An id of letters and underscores like the one written, which no screen has: `ASK_B`, `ASK_C`, … */
export function freeScreenId(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted.replace(/[^A-Za-z]+/g, '_').replace(/^_+|_+$/g, '') || 'SCREEN'
  const isFree = (id: string) => !taken.has(id) && id.toLowerCase() !== 'success'
  if (isFree(base)) return base
  const isLower = base === base.toLowerCase()
  for (let at = 2; ; at++) {
    const id = `${base}_${isLower ? lettersOf(at).toLowerCase() : lettersOf(at)}`
    if (isFree(id)) return id
  }
}

/** 1 is A, 26 is Z, 27 is AA: ids may not have digits. */
function lettersOf(number: number): string {
  let written = ''
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
    written = String.fromCharCode(65 + ((rest - 1) % 26)) + written
  return written
}

/** `TextInput` as a field's name: `text_input`. */
export const nameOfKind = (kind: string): string =>
  kind.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
