/** Short ways to write the parts that every example repeats; each returns plain flow JSON. */

type Json = Record<string, unknown>

export const screen = (id: string, title: string, children: Json[], rest: Json = {}): Json => ({
  id,
  title,
  ...rest,
  layout: { type: 'SingleColumnLayout', children },
})

export const goTo = (name: string, payload: Json = {}): Json => ({
  name: 'navigate',
  next: { type: 'screen', name },
  payload,
})

/** An If; the language's own words are spelled here once. */
export const when = (condition: string, shown: Json[], otherwise?: Json[]): Json => {
  const branches = otherwise
    ? [['then', shown] as const, ['else', otherwise] as const]
    : [['then', shown] as const]
  return { type: 'If', condition, ...Object.fromEntries(branches) }
}

export const option = (id: string, title: string, rest: Json = {}): Json => ({ id, title, ...rest })

export const text = (example: string): Json => ({ type: 'string', __example__: example })
