/** Flows of a wanted size for measuring: sound ones, with the parts that real ones have. */

type Json = Record<string, unknown>

/** On a screen: about seven things asked for, two texts and a Footer. */
const COMPONENTS = 11

/** A sound flow of about `bytes` bytes: a hundred screens at most, with longer lists and texts where that is too little. */
export function flowOfSize(bytes: number): string {
  const one = JSON.stringify(screen(1, 3, 3, 0), null, 2).length
  const screens = Math.max(1, Math.min(100, Math.round(bytes / one)))
  const options = Math.max(3, Math.min(20, Math.round((3 * bytes) / (one * screens))))
  const made = flow(screens, options, 0)
  const missing = Math.max(0, bytes - made.length)
  return missing < bytes * 0.05 ? made : flow(screens, options, Math.round(missing / (screens * 2)))
}

const flow = (screens: number, options: number, padding: number): string =>
  JSON.stringify(
    {
      version: '7.3',
      screens: Array.from({ length: screens }, (_, at) => screen(at, screens, options, padding)),
    },
    null,
    2,
  )

function screen(at: number, count: number, options: number, padding: number): Json {
  const isLast = at === count - 1
  const children: Json[] = [{ type: 'TextHeading', text: `Question ${at + 1}` }]
  const payload: Json = {}
  for (let i = 0; i < COMPONENTS - 2; i++) {
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
      : { name: 'navigate', next: { type: 'screen', name: idOf(at + 1) }, payload },
  })
  const data = at === 0 ? {} : Object.fromEntries(Object.keys(payload).map(fieldLike))
  return {
    id: idOf(at),
    title: `Step ${at + 1}`,
    ...(isLast ? { terminal: true } : {}),
    data,
    layout: { type: 'SingleColumnLayout', children },
  }
}

/** A sound flow of screens that each branch by a choice, skip the next one for another, and send all at the end. */
export function flowWithBranches(count: number): string {
  const all: Json = {}
  const screens = Array.from({ length: count }, (_, at) => {
    const children: Json[] = [{ type: 'TextHeading', text: `Question ${at + 1}` }]
    for (let i = 0; i < COMPONENTS - 3; i++) {
      const name = `field_${i}`
      const component = componentLike(i === 2 || i === 6 ? i + 1 : i, name, 4, 0)
      children.push(component)
      if (component.name === name) all[`s${at}_${name}`] = `\${screen.${idOf(at)}.form.${name}}`
    }
    const next = (to: number): Json => ({
      type: 'Footer',
      label: 'Next',
      'on-click-action': {
        name: 'navigate',
        next: { type: 'screen', name: idOf(to) },
        payload: {},
      },
    })
    const pick = {
      type: 'RadioButtonsGroup',
      name: 'pick',
      label: 'Way',
      required: true,
      'data-source': ['on', 'over'].map((id) => ({ id, title: id.toUpperCase() })),
    }
    all[`s${at}_pick`] = `\${screen.${idOf(at)}.form.pick}`
    const branch = {
      type: 'If',
      condition: "${form.pick} == 'over'",
      ...Object.fromEntries([
        ['then', [next(Math.min(at + 2, count - 1))]],
        ['else', [next(at + 1)]],
      ]),
    }
    return {
      id: idOf(at),
      title: `Step ${at + 1}`,
      layout: { type: 'SingleColumnLayout', children: [...children, pick, branch] },
    }
  })
  const last = screens.at(-1)
  const end = {
    type: 'Footer',
    label: 'Send',
    'on-click-action': { name: 'complete', payload: all },
  }
  if (last) {
    last.layout.children.splice(-1, 1, end)
    Object.assign(last, { terminal: true })
  }
  return JSON.stringify({ version: '7.3', screens }, null, 2)
}

/** The data field that takes what a component of that name hands over. */
function fieldLike(name: string): [string, Json] {
  const isList = Number(name.slice('field_'.length)) % 4 === 1
  return [
    name,
    isList
      ? { type: 'array', items: { type: 'string' }, __example__: [] }
      : { type: 'string', __example__: 'x' },
  ]
}

function componentLike(i: number, name: string, options: number, padding: number): Json {
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
      return padding > 0
        ? picture(padding)
        : { type: 'TextBody', text: `\`'Hello ' \${form.field_${i - 2}}\`` }
    default:
      return { type: 'DatePicker', name, label: `Day ${i}`, 'min-date': '2026-01-01' }
  }
}

/** Large flows are large by their pictures. */
const picture = (length: number): Json => ({
  type: 'Image',
  src: `iVBORw0KGgo${'A'.repeat(Math.max(1, length))}`,
  'alt-text': 'A picture',
})

/** `STEP_A` … `STEP_CV`: ids have no digits. */
function idOf(at: number): string {
  let letters = ''
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `STEP_${letters}`
}
