/** Components against the catalogue, and the rules that single kinds have. */
import { type ComponentKind, componentSpecs, isComponentKind } from '../catalogue/index.ts'
import { sinceNumber } from '../catalogue/property-index.ts'
import { itemsOf, type JsonNode, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { calendarPicker, datePicker } from './calendar.ts'
import { choice } from './choice.ts'
import { condition } from './conditions.ts'
import { addMember, raiseVersion, replaceValue } from './fixes.ts'
import { formValues } from './form-values.ts'
import type { CheckedComponent, CheckedFlow, CheckedScreen } from './model.ts'
import { navigationList } from './navigation-list.ts'
import { captions, filePicker, pattern, picture } from './pairs.ts'
import { secrets, unusable } from './questions.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { IN_PROPERTIES, type Site } from './site.ts'
import { switchCases } from './switch.ts'

type KindRule = (component: CheckedComponent, site: Site) => void

const ofKind: Readonly<Partial<Record<ComponentKind, KindRule>>> = {
  TextInput: pattern,
  DatePicker: datePicker,
  CalendarPicker: calendarPicker,
  CheckboxGroup: choice,
  RadioButtonsGroup: choice,
  Dropdown: choice,
  ChipsSelector: choice,
  PhotoPicker: filePicker,
  DocumentPicker: filePicker,
  Image: picture,
  NavigationList: navigationList,
  Footer: captions,
  Form: formValues,
  If: condition,
  Switch: switchCases,
}

export function components(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  notObjects(valueUnder(valueUnder(screen.node, 'layout'), 'children'), report)
  for (const component of screen.components) {
    const { kind, spec, node, form } = component
    if (!isKnown(component, flow, report) || !spec || !isComponentKind(kind)) continue
    const site: Site = { flow, screen, report, component, faults: IN_PROPERTIES }
    checkShape(node, spec, kind, site, LOOKED_AT)
    if (form) ownInForm(component, report)
    if (spec.produces) {
      unusable(component, report)
      secrets(component, report)
    }
    ofKind[kind]?.(component, site)
  }
}

/** The type is looked at before. */
const LOOKED_AT: ReadonlySet<string> = new Set(['type'])

function notObjects(list: JsonNode | null, report: Report) {
  for (const item of itemsOf(list))
    if (item.type !== 'object')
      report.at(item, 'wrong-type', 'A component is an object with a type.')
}

const KINDS = componentSpecs.map(({ kind }) => kind)

function isKnown(
  { node, kind, spec }: CheckedComponent,
  flow: CheckedFlow,
  report: Report,
): boolean {
  if (spec && flow.version >= sinceNumber(spec.since)) return true
  const type = valueUnder(node, 'type')
  if (type === null)
    report.about(node, 'missing-property', 'The component needs a type, such as "TextBody".', {
      fixes: [addMember(node, 'type', 'TextBody')],
    })
  else if (type.type !== 'string') report.at(type, 'wrong-type', 'A component’s type is a text.')
  else if (spec)
    report.at(
      type,
      'component-version',
      `${kind} came with version ${spec.since}; raise the flow's version.`,
      { fixes: [raiseVersion(flow.root)] },
    )
  else
    report.at(
      type,
      'component-type',
      () => `There is no component "${kind.slice(0, 60)}".${didYouMean(kind, KINDS)}`,
      {
        fixes: [
          (source) => {
            const guess = nearest(kind, KINDS)
            return guess === null ? null : replaceValue(type, guess)(source)
          },
        ],
      },
    )
  return false
}

/** Inside a Form, initial values and errors stand on the Form (reference §3.1). */
function ownInForm({ node, spec }: CheckedComponent, report: Report) {
  for (const { key } of node.members) {
    if (key.value !== 'init-value' && key.value !== 'error-message') continue
    if (!spec?.properties.some((property) => property.name === key.value && property.outsideForm))
      continue
    const instead = key.value === 'init-value' ? 'init-values' : 'error-messages'
    report.at(
      key,
      'own-property-in-form',
      `Inside a Form use the Form's ${instead} instead of ${key.value}.`,
    )
  }
}
