/** Bindings: `${form.name}`, `${data.key.deeper}`, `${screen.ID.form.name}`, `${screen.ID.data.key}`. */

export type Binding = {
  source: 'form' | 'data'
  /** The screen named by a global reference, or null for the screen the binding stands on. */
  screen: string | null
  /** Component name or data key first, deeper keys after it. Never empty. */
  path: readonly [string, ...string[]]
}

/** Characters the platform refuses in property names. */
const REFUSED = /[-\s`']/

/** Whether the text is meant as one whole binding: from `${` to the only `}` at its end. */
export const looksLikeBinding = (text: string): boolean => /^\$\{[^}]*\}$/.test(text)

/** Whether a binding stands somewhere inside a longer plain text, where phones show it as written. */
export const holdsBinding = (text: string): boolean =>
  /\$\{(?:form|data|screen)\.[^}]*\}/.test(text)

const MAX_REMEMBERED = 4000
const known = new Map<string, Binding | null>()

/** Reads a whole binding; null when the text is not one. The same few are read again and again. */
export function parseBinding(text: string): Binding | null {
  const before = known.get(text)
  if (before !== undefined) return before
  const binding = readBinding(text)
  if (known.size >= MAX_REMEMBERED) known.clear()
  if (text.length <= 200) known.set(text, binding)
  return binding
}

function readBinding(text: string): Binding | null {
  if (!looksLikeBinding(text)) return null
  const parts = text.slice(2, -1).trim().split('.')
  if (parts.some((part) => part === '')) return null
  if (parts[0] === 'screen') {
    const [, screen, source, first, ...deeper] = parts
    if (screen === undefined || first === undefined) return null
    return source === 'form' || source === 'data'
      ? { source, screen, path: [first, ...deeper] }
      : null
  }
  const [source, first, ...deeper] = parts
  if (first === undefined) return null
  return source === 'form' || source === 'data'
    ? { source, screen: null, path: [first, ...deeper] }
    : null
}

export const bindingText = ({ source, screen, path }: Binding): string =>
  `\${${screen === null ? '' : `screen.${screen}.`}${source}.${path.join('.')}}`

/** The first name of a binding that the platform would refuse, or null. */
export const refusedName = (binding: Binding): string | null =>
  binding.path.find((name) => REFUSED.test(name)) ?? null

/**
 * A text with bindings in it as the backtick expression that fills them in; null when it holds none.
 * `Hello ${data.name}!` becomes `` `'Hello ' ${data.name} '!'` ``.
 */
export function asExpression(text: string): string | null {
  if (!holdsBinding(text)) return null
  const parts: string[] = []
  let at = 0
  for (const found of text.matchAll(/\$\{(?:form|data|screen)\.[^}]*\}/g)) {
    if (found.index > at) parts.push(quotedText(text.slice(at, found.index)))
    parts.push(found[0])
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push(quotedText(text.slice(at)))
  return `\`${parts.join(' ')}\``
}

/** Text inside an expression: single quotes, backslashes and backticks carry a backslash. */
const quotedText = (text: string): string => `'${text.replace(/[\\'`]/g, '\\$&')}'`
