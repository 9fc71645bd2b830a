/** The languages that a template can be written in, with their English names. */
import { templateLanguages } from '../../../shared/templates/languages.ts'

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** "English (United States)" for "en_US"; the code itself where no name is known. */
export function languageName(code: string): string {
  try {
    return names.of(code.replace('_', '-')) ?? code
  } catch {
    return code
  }
}

export type Language = { code: string; name: string }

/** Every language by its English name, in alphabetical order. */
export const languages: readonly Language[] = templateLanguages
  .map((code) => ({ code, name: languageName(code) }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))
