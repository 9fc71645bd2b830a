/** Counts where a text is no strict JSON: 0 for one that any parser takes. */
import { breaksJson, parseFlow } from './parse.ts'

/** In how many places a text is broken for a strict JSON parser. */
export function flawsIn(text: string): number {
  try {
    JSON.parse(text)
    return 0
  } catch {
    // A parser that goes on may find nothing in what the strict one refuses: then it is one.
    return Math.max(1, parseFlow(text).errors.filter(breaksJson).length)
  }
}

/** Whether a text is strict JSON. */
export const isJson = (text: string): boolean => flawsIn(text) === 0

/** In how many places it is broken outside of some stretches. */
export const flawsOutside = (
  text: string,
  stretches: readonly { readonly from: number; readonly to: number }[],
): number =>
  parseFlow(text).errors.filter(
    (error) =>
      breaksJson(error) &&
      !stretches.some(({ from, to }) => error.offset >= from && error.offset < to),
  ).length
