/** Small flows for tests: one screen around the components in question, sound unless a test breaks it. */

type Json = Record<string, unknown>

export const footer = (payload: Json = {}): Json => ({
  type: 'Footer',
  label: 'Send',
  'on-click-action': { name: 'complete', payload },
})

export const navigateFooter = (target: string, payload?: Json): Json => ({
  type: 'Footer',
  label: 'Next',
  'on-click-action': {
    name: 'navigate',
    next: { type: 'screen', name: target },
    ...(payload ? { payload } : {}),
  },
})

export const screenOf = (id: string, children: unknown[], rest: Json = {}): Json => ({
  id,
  title: `Screen ${id}`,
  ...rest,
  layout: { type: 'SingleColumnLayout', children },
})

/** A flow of these screens as text. */
export const flowOf = (screens: unknown[], rest: Json = {}): string =>
  JSON.stringify({ version: '7.3', ...rest, screens }, null, 2)

/** A flow of one terminal screen that holds these components and a Footer. */
export const flowWith = (children: Json[], rest: Json = {}, document: Json = {}): string => {
  const hasFooter = JSON.stringify(children).includes('"Footer"')
  const all = hasFooter ? children : [...children, footer(sendsAll(children))]
  return flowOf([screenOf('ONLY', all, { terminal: true, ...rest })], document)
}

/** Sends every named component at the top, so that none counts as forgotten. */
const sendsAll = (children: Json[]): Json =>
  Object.fromEntries(
    children.flatMap(({ name, type }) =>
      typeof name === 'string' && type !== 'Form' ? [[name, `\${form.${name}}`]] : [],
    ),
  )

export const input = (name: string, rest: Json = {}): Json => ({
  type: 'TextInput',
  name,
  label: 'Label',
  ...rest,
})

export const radio = (name: string, ids: string[], rest: Json = {}): Json => ({
  type: 'RadioButtonsGroup',
  name,
  label: 'Label',
  'data-source': ids.map((id) => ({ id, title: id.toUpperCase() })),
  ...rest,
})

/** An If whose branches are given by name, since a literal `then` looks like a promise. */
export const ifShown = (condition: unknown, shown: unknown[], otherwise?: unknown[]): Json => ({
  type: 'If',
  condition,
  ...Object.fromEntries([['then', shown], ...(otherwise ? [['else', otherwise]] : [])]),
})
