/** Flows of a wanted size for measuring: sound ones, with every part a real one has. */

type Json = Record<string, unknown>

/** A sound flow of about `bytes` bytes: a hundred screens at most, longer ones where that is too little. */
export function flowOfSize(bytes: number): string {
  const one = JSON.stringify(screen(0, 1, 20), null, 2).length
  const screens = Math.max(1, Math.min(100, Math.round(bytes / one)))
  // Past a hundred screens of twenty components only longer lists and texts make a sound flow larger.
  const options = Math.max(3, Math.min(180, Math.round((3 * bytes) / (one * screens))))
  const made = flow(screens, 20, options, 0)
  const missing = Math.max(0, bytes - made.length)
  return missing < bytes * 0.05
    ? made
    : flow(screens, 20, options, Math.round(missing / (screens * 5)))
}

const flow = (screens: number, components: number, options: number, padding: number): string =>
  JSON.stringify(
    {
      version: '7.3',
      screens: Array.from({ length: screens }, (_, at) =>
        screen(at, screens, components, options, padding),
      ),
    },
    null,
    2,
  )

function screen(at: number, count: number, components: number, options = 3, padding = 0): Json {
  const isLast = at === count - 1
  const children: Json[] = [{ type: 'TextHeading', text: `Question ${at + 1}` }]
  const payload: Json = {}
  for (let i = 0; i < components - 2; i++) {
    const name = `field_${i}`
    const component = componentLike(i, name, options, padding)
    children.push(component)
    if (component.name === name) payload[name] = `\${form.${name}}`
  }
  children.push({
    type: 'Footer',
    label: isLast ? 'Send' : 'Next',
    'on-click-action': isLast
      ? { name: 'complete', payload }
      : {
          name: 'navigate',
          next: { type: 'screen', name: idOf(at + 1) },
          payload: strings(payload),
        },
  })
  const handed =
    at === 0
      ? {}
      : Object.fromEntries(
          Object.keys(strings(payload)).map((key) => [key, { type: 'string', __example__: 'x' }]),
        )
  return {
    id: idOf(at),
    title: `Step ${at + 1}`,
    ...(isLast ? { terminal: true } : {}),
    data: handed,
    layout: { type: 'SingleColumnLayout', children },
  }
}

/** Lists stay behind: the next screen's model takes texts. */
const strings = (payload: Json): Json =>
  Object.fromEntries(Object.entries(payload).filter(([key]) => Number(key.slice(6)) % 4 !== 1))

function componentLike(i: number, name: string, options: number, padding: number): Json {
  const pad =
    padding > 0 ? ` ${'lorem ipsum '.repeat(Math.ceil(padding / 12)).slice(0, padding)}` : ''
  switch (i % 4) {
    case 0:
      return {
        type: 'TextInput',
        name,
        label: `Field ${i}`,
        required: true,
        'helper-text': 'As on your card',
      }
    case 1:
      return {
        type: 'CheckboxGroup',
        name,
        label: `Choice ${i}`,
        'data-source': Array.from({ length: options }, (_, at) => ({
          id: `o${at}`,
          title: `Option ${at}`,
        })),
      }
    case 2:
      return {
        type: 'TextBody',
        text: padding > 0 ? `Read this.${pad}` : `\`'Hello ' \${form.field_${i - 2}}\``,
      }
    default:
      return { type: 'DatePicker', name, label: `Day ${i}`, 'min-date': '2026-01-01' }
  }
}

/** `STEP_A` … `STEP_DV`: ids have no digits. */
function idOf(at: number): string {
  let letters = ''
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `STEP_${letters}`
}
