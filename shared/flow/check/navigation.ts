/** `navigate` leads to another screen that exists, with just the data it asks for (reference §4.1). */
import { sharedPayload } from '../edit/screens.ts'
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import {
  type JsonMember,
  type JsonNode,
  type JsonObject,
  type JsonString,
  memberOf,
  valueUnder,
} from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { isOfType } from './data-model.ts'
import type { Severity } from './diagnostic.ts'
import { fieldLike, typeOfValue } from './find-binding.ts'
import {
  addDataField,
  addMember,
  createScreen,
  dropMember,
  renameMember,
  replaceValue,
} from './fixes.ts'
import type { CheckedScreen } from './model.ts'
import type { Site } from './site.ts'
import { schemaType, TYPE_NAMES } from './value-types.ts'

export function navigation(node: JsonObject, site: Site) {
  const next = valueUnder(node, 'next')
  const wanted = valueUnder(next, 'name')
  // A screen worked out at run time cannot be looked up (undocumented).
  if (wanted === null || (wanted.type === 'string' && isDynamic(wanted))) return
  if (wanted.type !== 'string') {
    site.report.at(wanted, 'wrong-type', 'The name of a screen is a text.')
    return
  }
  const target = targetOf(wanted, node, site)
  if (target) handedOver(node, target, site)
}

const isDynamic = ({ value }: JsonString): boolean =>
  looksLikeBinding(value) || looksLikeExpression(value)

function targetOf(wanted: JsonString, action: JsonObject, site: Site): CheckedScreen | null {
  const { screen, flow, report } = site
  if (wanted.value === screen.id) {
    report.at(wanted, 'navigate-target', 'A screen cannot navigate to itself.')
    return null
  }
  const target = flow.screensById.get(wanted.value)
  if (target) return target
  const others = () => [...flow.screensById.keys()].filter((id) => id !== screen.id)
  report.at(
    wanted,
    'navigate-target',
    () =>
      `Screen ${screen.id || 'without an id'} leads to ${wanted.value.slice(0, 60) || '""'}, but there is no screen of that name.${didYouMean(wanted.value, others())}`,
    {
      fixes: [
        (source) => {
          const guess = nearest(wanted.value, others())
          return guess === null ? null : replaceValue(wanted, guess)(source)
        },
        (source) =>
          createScreen(flow.root, screen.id, wanted.value, handedFields(action, site))(source),
      ],
    },
  )
  return null
}

/** A data model for what an action hands over. */
function handedFields(action: JsonObject, { screen, flow }: Site): Record<string, unknown> {
  const payload = valueUnder(action, 'payload')
  if (payload?.type !== 'object') return {}
  return Object.fromEntries(
    payload.members.map(({ key, value }) => [
      key.value,
      fieldLike(value ? typeOfValue(value, screen, flow) : 'unknown'),
    ]),
  )
}

function handedOver(action: JsonObject, target: CheckedScreen, site: Site) {
  const { screen, flow, report } = site
  const member = memberOf(action, 'payload')
  const written = member?.value ?? null
  const named = valueUnder(action, 'name') ?? action
  if (!member || written === null) {
    if (target.model.size > 0)
      report.at(
        named,
        'navigate-payload-missing',
        `${target.id} asks for data: ${[...target.model.keys()].slice(0, 8).join(', ')}.`,
        {
          fixes: [
            (source) =>
              addMember(action, 'payload', sharedPayload(screen.node, target.node))(source),
          ],
        },
      )
    return
  }
  if (written.type !== 'object') return
  // 6.0 to 7.2 compare no key sets on phones, so there it is a warning (§12, row 18).
  const severity: Severity = flow.version >= 600 && flow.version < 703 ? 'warning' : 'error'
  const keys = new Set<string>()
  for (const entry of written.members) {
    keys.add(entry.key.value)
    const field = target.model.get(entry.key.value)
    if (field) entryType(entry, field, site)
    else
      report.at(
        entry.key,
        'navigate-payload',
        () =>
          target.model.size === 0
            ? `${target.id} has no data model, so it takes no payload.`
            : `${target.id} has no data field "${entry.key.value.slice(0, 60)}".${didYouMean(entry.key.value, target.model.keys())}`,
        {
          severity,
          fixes: [
            (source) => {
              const guess = nearest(entry.key.value, target.model.keys())
              return guess && !memberOf(written, guess)
                ? renameMember(entry.key, guess)(source)
                : null
            },
            (source) =>
              addDataField(
                target.node,
                entry.key.value,
                fieldLike(entry.value ? typeOfValue(entry.value, screen, flow) : 'unknown'),
              )(source),
            dropMember(written, entry.key.value),
          ],
        },
      )
  }
  const missing: string[] = []
  for (const key of target.model.keys()) if (!keys.has(key)) missing.push(key)
  const [first] = missing
  if (first !== undefined)
    report.at(
      member.key,
      'navigate-payload',
      `The payload lacks ${missing.slice(0, 8).join(', ')}, which ${target.id} asks for.`,
      {
        severity,
        fixes: [
          (source) =>
            addMember(written, first, sharedPayload(screen.node, target.node)[first] ?? '')(source),
        ],
      },
    )
}

function entryType({ key, value }: JsonMember, field: JsonNode, { screen, flow, report }: Site) {
  const wanted = schemaType(field)
  if (value === null || wanted === 'unknown') return
  const name = key.value
  if (value.type === 'string' && isDynamic(value)) {
    const type = typeOfValue(value, screen, flow)
    if (type !== wanted && type !== 'unknown')
      report.at(
        value,
        'navigate-payload',
        `"${name}" wants ${TYPE_NAMES[wanted]}; this is ${TYPE_NAMES[type]}.`,
        {
          fixes:
            wanted === 'string' && type === 'number' && looksLikeBinding(value.value)
              ? [replaceValue(value, `\`'' ${value.value}\``, 'Join it with a text')]
              : [],
        },
      )
  } else if (!isOfType(value, wanted))
    report.at(value, 'navigate-literal', `"${name}" wants ${TYPE_NAMES[wanted]}.`)
}
