/** Each component and each action of the catalogue, as checker and interpreter take it. */
import { describe, expect, test } from 'vitest'
import { checkFlow } from '../check/index.ts'
import { start, view } from '../interpret/index.ts'
import { readFlow } from '../read.ts'
import { flowOf, footer, ifShown, navigateFooter, screenOf } from '../testing.ts'
import { PUBLISHABLE_VERSIONS, versionNumber } from '../version.ts'
import { type ActionName, type ComponentKind, type ComponentSpec, componentSpecs } from './index.ts'
import { sinceNumber } from './property-index.ts'

type Json = Record<string, unknown>
const HOME = 'screens[0].layout.children'
const PNG = 'iVBORw0KGgo='
const options = [
  { id: 'a', title: 'A' },
  { id: 'b', title: 'B' },
]
const toEnd = { name: 'navigate', next: { type: 'screen', name: 'END' }, payload: {} }

/** The least that each kind needs. */
const least: Readonly<Record<ComponentKind, Json>> = {
  TextHeading: { text: 'Text' },
  TextSubheading: { text: 'Text' },
  TextBody: { text: 'Text' },
  TextCaption: { text: 'Text' },
  RichText: { text: '# Text' },
  TextInput: { name: 'x', label: 'Label' },
  TextArea: { name: 'x', label: 'Label' },
  Dropdown: { name: 'x', label: 'Label', 'data-source': options },
  RadioButtonsGroup: { name: 'x', label: 'Label', 'data-source': options },
  CheckboxGroup: { name: 'x', label: 'Label', 'data-source': options },
  ChipsSelector: { name: 'x', label: 'Label', 'data-source': options },
  DatePicker: { name: 'x', label: 'Label' },
  CalendarPicker: { name: 'x', label: 'Label' },
  OptIn: { name: 'x', label: 'Label' },
  PhotoPicker: { name: 'x', label: 'Label', 'max-uploaded-photos': 1 },
  DocumentPicker: { name: 'x', label: 'Label', 'max-uploaded-documents': 1 },
  Image: { src: PNG, 'alt-text': 'A' },
  ImageCarousel: { images: [{ src: PNG, 'alt-text': 'A' }] },
  EmbeddedLink: { text: 'Link', 'on-click-action': toEnd },
  NavigationList: {
    name: 'x',
    'list-items': [{ id: 'a', 'main-content': { title: 'A' } }],
    'on-click-action': toEnd,
  },
  Footer: { label: 'Next', 'on-click-action': toEnd },
  Form: { name: 'form', children: [] },
  If: ifShown(true, [{ type: 'TextBody', text: 'x' }]),
  Switch: { value: '${screen.END.form.none}', cases: { a: [] } },
}

/** A flow whose first screen holds the component, in a version. */
function flowAround(kind: ComponentKind, component: Json, version = '7.3'): string {
  const spec: ComponentSpec | undefined = componentSpecs.find((one) => one.kind === kind)
  const isAlone =
    kind === 'NavigationList' || kind === 'Footer' || (kind === 'RichText' && version < '6.3')
  const handsOn =
    spec?.produces && spec.produces !== 'item' ? { got: '${screen.FIRST.form.x}' } : {}
  return flowOf(
    [
      screenOf('FIRST', isAlone ? [component] : [component, navigateFooter('END', {})]),
      screenOf(
        'END',
        [
          { type: 'OptIn', name: 'none', label: 'None' },
          footer({ ...handsOn, none: '${form.none}' }),
        ],
        {
          terminal: true,
        },
      ),
    ],
    { version },
  )
}

const errorsOf = (text: string) => checkFlow(text).filter(({ severity }) => severity === 'error')

describe.each(componentSpecs.map((spec): [ComponentKind, ComponentSpec] => [spec.kind, spec]))(
  '%s',
  (kind, spec) => {
    const component = { type: kind, ...least[kind] }

    test('is sound with the least it needs, in every version that has it', () => {
      for (const version of PUBLISHABLE_VERSIONS) {
        if ((versionNumber(version) ?? 0) < sinceNumber(spec.since)) continue
        // RichText leaves no room for a way on before 6.3, and literal conditions came with 6.0.
        if (kind === 'RichText' && version < '6.3') continue
        if (kind === 'If' && version < '6.0') continue
        expect(errorsOf(flowAround(kind, component, version)).map((it) => it.message)).toEqual([])
      }
    })

    test('is not there before its version', () => {
      const before = PUBLISHABLE_VERSIONS.filter(
        (version) => (versionNumber(version) ?? 0) < sinceNumber(spec.since),
      )
      for (const version of before)
        expect(errorsOf(flowAround(kind, component, version))).toContainEqual(
          expect.objectContaining({ rule: 'component-version', path: `${HOME}[0].type` }),
        )
    })

    test('misses each property it needs', () => {
      for (const { name, required } of spec.properties) {
        if (!required) continue
        const { [name]: _, ...rest } = component as Json
        expect(errorsOf(flowAround(kind, rest))).toContainEqual(
          expect.objectContaining({ code: 'MISSING_REQUIRED_PROPERTY', path: `${HOME}[0]` }),
        )
      }
    })

    test('takes no property it does not have, and offers to remove it', () => {
      const [found] = errorsOf(flowAround(kind, { ...component, 'no-such-thing': 1 }))
      expect(found).toMatchObject({
        code: 'INVALID_PROPERTY_KEY',
        path: `${HOME}[0].no-such-thing`,
      })
      expect(found?.fixes.map(({ title }) => title)).toContain('Remove no-such-thing')
    })

    test('takes no value of another type', () => {
      for (const { name, type } of spec.properties) {
        if (type === 'any') continue
        const errors = errorsOf(flowAround(kind, { ...component, [name]: null }))
        expect(
          errors.some(({ path }) => path.startsWith(`${HOME}[0]`)),
          name,
        ).toBe(true)
      }
    })

    test('stands only where it may', () => {
      const inForm = { type: 'Form', name: 'form', children: [component] }
      const inIf = ifShown(true, [component])
      const inSwitch = {
        type: 'Switch',
        value: '${screen.END.form.none}',
        cases: { a: [component] },
      }
      for (const [place, holder, holderKind] of [
        ['form', inForm, 'Form'],
        ['if', inIf, 'If'],
        ['switch', inSwitch, 'Switch'],
      ] as const) {
        if (spec.places[place] !== null) continue
        expect(
          errorsOf(flowAround(holderKind, holder)).some(({ rule }) =>
            ['component-place', 'component-alone'].includes(rule),
          ),
          place,
        ).toBe(true)
      }
    })

    test('is shown', () => {
      const { flow } = readFlow(flowAround(kind, component))
      const shown = flow && view(flow, start(flow))
      expect(shown?.error).toBeNull()
      if (kind === 'Footer') expect(shown?.footer?.label).toBe('Next')
      else if (!['Form', 'If', 'Switch'].includes(kind)) expect(shown?.items[0]?.kind).toBe(kind)
    })

    test('says in words what it is and what each property is for', () => {
      for (const words of [spec.title, spec.help, ...spec.properties.map(({ help }) => help)])
        expect(words).toMatch(/\S/)
    })
  },
)

const actions: readonly ActionName[] = [
  'navigate',
  'complete',
  'data_exchange',
  'update_data',
  'open_url',
]
const actionLike: Readonly<Record<ActionName, Json>> = {
  navigate: toEnd,
  complete: { name: 'complete', payload: {} },
  data_exchange: { name: 'data_exchange', payload: {} },
  update_data: { name: 'update_data', payload: {} },
  open_url: { name: 'open_url', url: 'https://example.com' },
}

describe.each(actions)('%s', (action) => {
  test('stands where the catalogue lets it, and nowhere else', () => {
    for (const { kind, properties } of componentSpecs as readonly ComponentSpec[])
      for (const property of properties) {
        if (property.type !== 'action') continue
        const text = flowAround(kind as ComponentKind, {
          type: kind,
          ...least[kind as ComponentKind],
          [property.name]: actionLike[action],
        })
        const refused = errorsOf(text).filter(({ rule }) =>
          ['action-allowed', 'select-action-allowed'].includes(rule),
        )
        expect(refused.length, `${kind} ${property.name}`).toBe(
          property.actions?.includes(action) ? 0 : 1,
        )
      }
  })

  test('takes its own parts only', () => {
    const parts = { next: { type: 'screen', name: 'END' }, url: 'https://example.com', payload: {} }
    for (const part of ['next', 'url', 'payload'] as const) {
      const text = flowAround('EmbeddedLink', {
        type: 'EmbeddedLink',
        text: 'x',
        'on-click-action': { ...actionLike[action], [part]: parts[part] },
      })
      const isOwn =
        (part === 'next' && action === 'navigate') ||
        (part === 'url' && action === 'open_url') ||
        (part === 'payload' && action !== 'open_url')
      expect(
        errorsOf(text).some(({ rule }) => rule === 'action-parts'),
        part,
      ).toBe(!isOwn)
    }
  })
})
