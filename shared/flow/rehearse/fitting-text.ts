/** Texts that a TextInput takes: of a wanted length, of its input type, fitting its pattern. */
import { compilePattern, type Pattern } from '../pattern.ts'

/** A text of exactly this length as the input type wants it; the nearest there is for e-mails. */
export function textOfLength(type: unknown, length: number): string {
  if (type === 'number' || type === 'passcode' || type === 'phone')
    return '1234567890'.repeat(Math.ceil(length / 10)).slice(0, length)
  if (type === 'email') {
    const host = length >= 13 ? '@example.com' : '@b.c'
    return `${'a'.repeat(Math.max(1, length - host.length))}${host}`
  }
  const words = 'answer '.repeat(Math.ceil(length / 7)).slice(0, length)
  return words.endsWith(' ') ? `${words.slice(0, -1)}s` : words
}

/** What people would write first, by input type. */
export const USUAL_TEXT: Readonly<Record<string, string>> = {
  email: 'ana@example.com',
  phone: '+49 30 901820',
  number: '1234',
  passcode: '123456',
}

/** Texts that do not have the form of the input type. */
export const WRONG_FORM: Readonly<Record<string, string>> = {
  email: 'ana.example.com',
  phone: 'call me',
  number: 'twelve',
  passcode: '12x4',
}

/** Shapes that many patterns ask for. */
const COMMON = [
  'Answer',
  'AB123456',
  '12345',
  '123456',
  '1234567890',
  '2026-06-15',
  '15/06/2026',
  '12:30',
  'Abcd1234',
  'Abcd123!',
  'https://example.com',
  '+4930901820',
  'DE89370400440532013000',
]

/** Strings looked at before a pattern is given up. */
const MAX_LOOKED_AT = 6000

const known = new Map<string, string | null>()

/** A text of this length range that a pattern takes; null when none is found. */
export function fittingText(source: string, min: number, max: number): string | null {
  const key = `${min} ${max} ${source}`
  const before = known.get(key)
  if (before !== undefined) return before
  const text = lookFor(source, min, max)
  if (known.size > 2000) known.clear()
  known.set(key, text)
  return text
}

function lookFor(source: string, min: number, max: number): string | null {
  const pattern = compilePattern(source)
  if (pattern === null) return null
  const fits = (text: string) =>
    text.length >= min && text.length <= max && text === text.trim() && pattern.matches(text)
  return COMMON.find(fits) ?? search(pattern, source, min, max, fits)
}

/** Characters worth trying: some of each class, and those the pattern names. */
const alphabetOf = (source: string): string[] => [
  ...new Set(`a0A1 -._@/+:,#!Zz9b${source.replace(/[^\x21-\x7e]/g, '')}`),
]

type Place = { readonly text: string; readonly states: readonly number[] }

/** Walks the pattern's states breadth first, one character a step. */
function search(
  pattern: Pattern,
  source: string,
  min: number,
  max: number,
  fits: (text: string) => boolean,
): string | null {
  const { states, first } = pattern
  const alphabet = alphabetOf(source)
  const seen = new Set<string>()
  let now: Place[] = [{ text: '', states: reached(pattern, [first]) }]
  let looked = 0
  for (let length = 0; length <= max && now.length > 0; length++) {
    const next: Place[] = []
    for (const place of now) {
      if (++looked > MAX_LOOKED_AT) return null
      if (place.states.includes(0)) {
        if (fits(place.text)) return place.text
        for (const filler of ['a', '0', 'A']) {
          const padded = place.text.padEnd(Math.max(min, 1), filler)
          if (fits(padded)) return padded
        }
      }
      for (const character of alphabet) {
        const code = character.charCodeAt(0)
        const ahead: number[] = []
        for (const index of place.states) {
          const state = states[index]
          if (state?.kind === 'unit' && state.test(code)) ahead.push(state.next)
        }
        if (ahead.length === 0) continue
        const after = reached(pattern, ahead)
        const key = `${Math.min(length, min)} ${after.join(' ')}`
        if (seen.has(key)) continue
        seen.add(key)
        next.push({ text: place.text + character, states: after })
      }
    }
    now = next
  }
  return null
}

/** All states that lead on without a character; what is asserted there is held against at the end. */
function reached({ states }: Pattern, from: readonly number[]): number[] {
  const found = new Set<number>()
  const waiting = [...from]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (found.has(index)) continue
    found.add(index)
    const state = states[index]
    if (state === undefined || state.kind === 'match' || state.kind === 'unit') continue
    if (state.kind === 'split') waiting.push(state.one, state.other)
    else waiting.push(state.next)
  }
  return [...found].sort((a, b) => a - b)
}
