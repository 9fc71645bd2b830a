/** The catalogue as a page of documentation: every component, its properties, limits and versions. */
import { action, actionHelp, dataField, flow, layout, screen } from './document.ts'
import { componentSpecs } from './index.ts'
import type { ComponentSpec, Places, ProducedValue, PropertySpec, ShapeSpec } from './spec.ts'
import { limitsInWords, typeInWords } from './words.ts'

/** `docs/flow-components.md` as it should read; ends with a line break. */
export function componentsMarkdown(): string {
  const parts = [
    '# The flow language, component by component',
    'Written by `npm run docs` from `shared/flow/catalogue/`; a test keeps the two equal. Text limits are what phones show: longer is a warning, everything else an error.',
    '## Contents',
    componentSpecs
      .map(({ kind, title }) => `[${kind}](#${kind.toLowerCase()}) (${title})`)
      .join(' · '),
    '## The file',
    ...shapeParts(flow),
    '### Screen',
    ...shapeParts(screen),
    '### Layout',
    ...shapeParts(layout),
    '### Fields of a screen’s `data`',
    bullets(dataField.map(({ name, help }) => `\`${name}\`: ${help}`)),
    '### Action',
    ...shapeParts(action),
    bullets(
      Object.entries(actionHelp).map(
        ([name, { since, help }]) => `\`${name}\` (since ${since}): ${help}`,
      ),
    ),
    '## Components',
    ...componentSpecs.flatMap(componentParts),
  ]
  return `${parts.join('\n\n')}\n`
}

function componentParts(spec: ComponentSpec): string[] {
  const shapes = new Set(spec.properties.flatMap(({ shape }) => (shape ? [shape] : [])))
  return [
    `### ${spec.kind}`,
    spec.help,
    bullets([
      `Since version ${spec.since}.`,
      `Stands ${placesInWords(spec.places)}.`,
      ...(spec.alone ? [aloneInWords(spec)] : []),
      ...(spec.maxPerScreen === null
        ? []
        : [
            `At most ${spec.maxPerScreen} on a screen${spec.pool ? `, every ${spec.pool} counted` : ''}${spec.maxPerFlow === undefined ? '' : `, ${spec.maxPerFlow} in a flow`}.`,
          ]),
      spec.produces
        ? `Puts ${PRODUCED[spec.produces]} into answers.`
        : 'Puts nothing into answers.',
    ]),
    propertyTable(spec.properties),
    ...[...shapes].flatMap((shape) => [`**${shape.subject}.** ${shape.help}`, ...tables(shape)]),
  ]
}

const shapeParts = (shape: ShapeSpec): string[] => [shape.help, propertyTable(shape.properties)]

/** A shape's table, then those of its parts. */
function tables(shape: ShapeSpec): string[] {
  return [
    propertyTable(shape.properties),
    ...shape.properties.flatMap((property) =>
      property.shape ? [`\`${property.name}\`:`, ...tables(property.shape)] : [],
    ),
  ]
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

function propertyTable(properties: readonly PropertySpec[]): string {
  const rows = properties.map((property) =>
    [
      `\`${property.name}\`${property.required ? ' (required)' : ''}`,
      typeInWords(property),
      property.bindable ? 'yes' : 'no',
      property.initial === undefined ? '' : `\`${property.initial}\``,
      limitsInWords(property),
      property.help,
    ].map((cell) => cell.replaceAll('|', '\\|')),
  )
  return [
    '| property | holds | bindable | default | limits | what it is for |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

const PRODUCED: Readonly<Record<ProducedValue, string>> = {
  text: 'the text as typed',
  id: 'the id of the chosen option',
  ids: 'the ids of the chosen options',
  boolean: 'true or false',
  date: 'a date, YYYY-MM-DD',
  dates: 'a date, or in mode range { start-date, end-date },',
  files: 'a list of files',
  item: 'the id of the tapped row',
}

function placesInWords({ root, form, if: inIf, switch: inSwitch }: Places): string {
  const places = [
    ['on the screen', root],
    ['in a Form', form],
    ['in an If', inIf],
    ['in a Switch', inSwitch],
  ] as const
  return places
    .flatMap(([words, since]) => (since === null ? [] : [`${words} (since ${since})`]))
    .join(', ')
}

function aloneInWords({ alone }: ComponentSpec): string {
  const company = (alone ?? []).map(({ kind, since }) => `${kind} (since ${since})`).join(', ')
  return `Has its screen to itself${company ? `, but for ${company}` : ''}.`
}
