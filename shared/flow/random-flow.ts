/** Random sound flows for tests, made from the catalogue: whatever it describes is used. */
import fc from 'fast-check'
import {
  type ComponentKind,
  type ComponentSpec,
  componentSpec,
  componentSpecs,
  type PropertySpec,
} from './catalogue/index.ts'
import { sinceNumber } from './catalogue/property-index.ts'
import { PUBLISHABLE_VERSIONS, versionNumber } from './version.ts'

type Json = Record<string, unknown>
type Place = 'root' | 'form' | 'if' | 'switch'

export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const word = fc.constantFrom('City', 'Size', 'Day', 'Note', 'More', 'Plan')

/** Kinds that rules about the whole screen decide on; they get screens of their own below. */
const ARRANGED = new Set<ComponentKind>([
  'Footer',
  'Form',
  'If',
  'Switch',
  'RichText',
  'NavigationList',
])
const MEDIA = new Set<ComponentKind>(['PhotoPicker', 'DocumentPicker'])

const numberOf = (version: string): number => versionNumber(version) ?? 0

const kindsFor = (version: number, place: Place): ComponentKind[] =>
  componentSpecs
    .filter((spec: ComponentSpec) => {
      const since = spec.places[place]
      return (
        since !== null &&
        version >= sinceNumber(since) &&
        version >= sinceNumber(spec.since) &&
        !ARRANGED.has(spec.kind as ComponentKind) &&
        !MEDIA.has(spec.kind as ComponentKind)
      )
    })
    .map(({ kind }) => kind)

/** A property's value; undefined leaves it out. */
function valueFor(
  property: PropertySpec,
  kind: ComponentKind,
  name: string,
  isRange: boolean,
): fc.Arbitrary<unknown> {
  if (property.rangeOnly && !isRange) return fc.constant(undefined)
  const one = singleValue(property, kind, name)
  if (!property.ranged || !isRange) return one
  return fc
    .tuple(one, one)
    .map(([start, end]) =>
      start === undefined || end === undefined
        ? undefined
        : { 'start-date': start, 'end-date': end },
    )
}

function singleValue(
  property: PropertySpec,
  kind: ComponentKind,
  name: string,
): fc.Arbitrary<unknown> {
  const { type, enum: words, min = 0, max } = property
  switch (type) {
    case 'name':
      return fc.constant(name)
    case 'text':
      return word
    case 'lines':
      return fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }))
    case 'texts':
      return fc.array(word, { minLength: 1, maxLength: 2 })
    case 'word':
      return fc.constantFrom(...(words ?? ['']))
    case 'words':
      return fc.constant(words?.slice(0, 3))
    case 'boolean':
      return fc.boolean()
    // Bounds come in pairs: the lower ones are small and the upper ones large.
    case 'number':
    case 'integer':
      return fc.constant(
        /^max-(?:chars|length)$/.test(property.name)
          ? 60
          : /^max/.test(property.name)
            ? Math.min(max ?? 9, Math.max(min, 4))
            : Math.max(min, 1),
      )
    case 'date':
      return fc.constant(
        property.name === 'min-date'
          ? '2026-01-01'
          : property.name === 'max-date'
            ? '2026-12-31'
            : '2026-05-04',
      )
    case 'dates':
      return fc.constant(['2026-05-05'])
    case 'image':
      return fc.constant(PNG)
    case 'option-id':
      return fc.constant('one')
    case 'option-ids':
      return fc.constant(['one', 'two'])
    case 'list':
      return kind === 'ImageCarousel'
        ? fc.array(fc.constant({ src: PNG, 'alt-text': 'A square' }), {
            minLength: 1,
            maxLength: 3,
          })
        : fc.constant([
            { id: 'one', title: 'One' },
            { id: 'two', title: 'Two', enabled: true },
            { id: 'three', title: 'Three' },
          ])
    case 'file-messages':
      return word
    default:
      return fc.constant(undefined)
  }
}

/** A component with its required properties and some of the others. */
function component(
  kind: ComponentKind,
  name: string,
  version: number,
  inForm: boolean,
): fc.Arbitrary<Json> {
  const spec = componentSpec(kind)
  const properties = (spec?.properties ?? []).filter(
    ({ since, outsideForm, name: called }) =>
      (!since || version >= sinceNumber(since)) &&
      !(outsideForm && inForm) &&
      called !== 'pattern' &&
      called !== 'mode',
  )
  const isRange = kind === 'CalendarPicker' ? fc.boolean() : fc.constant(false)
  return isRange.chain((range) =>
    fc
      .tuple(
        ...properties.map((property) => {
          const value = valueFor(property, kind, name, range)
          const always = property.required || property.name === 'alt-text'
          return always ? value : fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, value)
        }),
      )
      .map((values) => {
        const made: Json = { type: kind, ...(range ? { mode: 'range' } : {}) }
        properties.forEach((property, at) => {
          if (values[at] !== undefined) made[property.name] = values[at]
        })
        return tidied(made)
      }),
  )
}

/** Takes out what would only be a warning: required yet hidden, a link without a target. */
function tidied(made: Json): Json {
  if (made.required === true || typeof made.required === 'object') {
    delete made.visible
    delete made.enabled
  }
  delete made.visible
  // A disabled field that begins in error could never be mended.
  if (made.enabled === false)
    for (const key of ['error-message', 'init-value', 'min-selected-items']) delete made[key]
  delete made['on-select-action']
  delete made['on-unselect-action']
  if (made.type === 'EmbeddedLink') made['on-click-action'] = undefined
  if (made.type === 'TextInput' && made['input-type'] === 'password') delete made['input-type']
  if (made.type === 'CalendarPicker') {
    delete made['min-days']
    delete made['include-days']
  }
  return made
}

const complete = (payload: Json) => ({
  type: 'Footer',
  label: 'Send',
  'on-click-action': { name: 'complete', payload },
})
const goTo = (name: string, payload: Json) => ({
  type: 'Footer',
  label: 'Next',
  'on-click-action': { name: 'navigate', next: { type: 'screen', name }, payload },
})

const ids = ['FIRST', 'SECOND', 'THIRD', 'FOURTH']

/** The named fields of a list of components, at any depth. */
function namesIn(children: readonly Json[]): string[] {
  return children.flatMap((child) => {
    const lists = [
      child.children,
      child.then,
      child.else,
      ...Object.values((child.cases ?? {}) as Json),
    ]
    const inside = lists.flatMap((list) => (Array.isArray(list) ? namesIn(list as Json[]) : []))
    const { name, type } = child
    return typeof name === 'string' && type !== 'Form' ? [name, ...inside] : inside
  })
}

/** The components of one screen, without its Footer: alone, in a Form, or some in an If or a Switch. */
function body(at: number, version: number): fc.Arbitrary<Json[]> {
  const field = (place: Place, inForm: boolean) =>
    fc
      .tuple(fc.constantFrom(...kindsFor(version, place)), fc.nat(9999))
      .filter(([kind]) => kind !== 'EmbeddedLink')
      .chain(([kind, number]) => component(kind, `f_${at}_${place}_${number}`, version, inForm))
  const some = (place: Place, inForm: boolean) =>
    fc.array(field(place, inForm), { minLength: 1, maxLength: 4 })
  const plain = some('root', false)
  const inForm = some('form', true).map((children) => [
    { type: 'Form', name: `form_${at}`, children },
  ])
  const inIf = fc
    .tuple(some('if', false), some('if', false), fc.nat(99))
    .map(([shown, otherwise, number]) => [
      { type: 'OptIn', name: `yes_${at}_${number}`, label: 'Yes' },
      {
        type: 'If',
        condition: `\${form.yes_${at}_${number}}`,
        ...Object.fromEntries([['then', shown]]),
        else: otherwise,
      },
    ])
  const inSwitch = fc.tuple(some('switch', false), fc.nat(99)).map(([shown, number]) => [
    {
      type: 'RadioButtonsGroup',
      name: `pick_${at}_${number}`,
      label: 'Pick',
      'data-source': [
        { id: 'one', title: 'One' },
        { id: 'two', title: 'Two' },
      ],
    },
    { type: 'Switch', value: `\${form.pick_${at}_${number}}`, cases: { one: shown, default: [] } },
  ])
  return fc.oneof(plain, inForm, inIf, inSwitch).filter((children) => {
    const names = namesIn(children)
    const count = (kind: string) => JSON.stringify(children).split(`"type":"${kind}"`).length - 1
    return (
      new Set(names).size === names.length &&
      count('Image') <= 3 &&
      count('OptIn') <= 5 &&
      count('ImageCarousel') === 0
    )
  })
}

/** A sound flow of one to four screens in any version that can be published. */
export const randomFlow: fc.Arbitrary<Json> = fc
  .tuple(
    fc.constantFrom(...PUBLISHABLE_VERSIONS),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.boolean(),
  )
  .chain(([version, count, isEndpoint, hasCarousel]) =>
    fc.tuple(...ids.slice(0, count).map((_, at) => body(at, numberOf(version)))).map((bodies) => {
      const screens = bodies.map((children, at) => {
        const isLast = at === count - 1
        const names = namesIn(children)
        const payload = Object.fromEntries(names.map((name) => [name, `\${form.${name}}`]))
        const shown =
          hasCarousel && at === 0 && numberOf(version) >= 701
            ? [
                { type: 'ImageCarousel', images: [{ src: PNG, 'alt-text': 'A square' }] },
                ...children,
              ]
            : children
        const next = ids[at + 1] ?? ''
        const footer = isLast
          ? complete({ ...payload, earlier: isEndpoint ? 'yes' : 'no' })
          : isEndpoint
            ? {
                type: 'Footer',
                label: 'Ask',
                'on-click-action': { name: 'data_exchange', payload },
              }
            : goTo(next, names[0] === undefined ? {} : { handed: 'as text' })
        const form = shown.find(({ type }) => type === 'Form')
        return {
          id: ids[at],
          title: `Screen ${at + 1}`,
          ...(isLast ? { terminal: true } : {}),
          ...(at > 0 && !isEndpoint && namesIn(bodies[at - 1] ?? [])[0] !== undefined
            ? { data: { handed: { type: 'string', __example__: 'x' } } }
            : {}),
          layout: {
            type: 'SingleColumnLayout',
            children: form
              ? shown.map((child) =>
                  child === form
                    ? { ...form, children: [...(form.children as Json[]), footer] }
                    : child,
                )
              : [...shown, footer],
          },
        }
      })
      return {
        version,
        ...(isEndpoint
          ? {
              data_api_version: '3.0',
              routing_model: Object.fromEntries(
                ids.slice(0, count).map((id, at) => [id, at < count - 1 ? [ids[at + 1]] : []]),
              ),
            }
          : {}),
        screens,
      }
    }),
  )
