/** Texts with variables: which variables a text has, whether they stand where they may, and the text filled in. */

export type VariableStyle = 'POSITIONAL' | 'NAMED'

const variable = /\{\{([^{}]*)\}\}/g

/** The variables of a text in order of first appearance, without repeats. */
export const variablesOf = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(variable), ([, name = '']) => name.trim())),
]

/** What is wrong with a text's variables, in words; undefined where nothing is. */
export function faultOfVariables(text: string, style: VariableStyle): string | undefined {
  const names = variablesOf(text)
  for (const name of names) {
    if (style === 'NAMED' ? !/^[a-z][a-z0-9_]*$/.test(name) : !/^\d+$/.test(name)) {
      return style === 'NAMED'
        ? `Variable {{${name}}} must be lower-case letters, digits and underscores.`
        : `Variable {{${name}}} must be a number: positional variables are {{1}}, {{2}} and so on.`
    }
  }
  if (style === 'POSITIONAL') {
    const gap = names.findIndex((name, at) => Number(name) !== at + 1)
    if (gap >= 0) {
      return `Variables must be numbered from {{1}} without gaps; {{${gap + 1}}} was expected.`
    }
  }
  return undefined
}

/** Whether a body begins or ends with a variable. */
export const hasVariableAtEdge = (text: string): boolean =>
  /^\{\{[^{}]*\}\}/.test(text.trim()) || /\{\{[^{}]*\}\}$/.test(text.trim())

/** Whether two variables touch, or the text has fewer words of its own than variables. */
export function isTooDense(text: string): boolean {
  if (/\}\}\s*\{\{/.test(text)) return true
  const words = text.replace(variable, ' ').match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length < variablesOf(text).length
}

/** The text with its variables replaced; a variable without a value stays as written. */
export const fill = (text: string, values: Map<string, string>): string =>
  text.replace(variable, (whole, name: string) => values.get(name.trim()) ?? whole)
