/** For tests: what the double of 8x8 finds in a flow, in 8x8's words; enough to tell a sound flow from a broken one. */

const known = new Set([
  'TextHeading',
  'TextSubheading',
  'TextBody',
  'TextCaption',
  'TextInput',
  'TextArea',
  'Dropdown',
  'RadioButtonsGroup',
  'CheckboxGroup',
  'DatePicker',
  'Footer',
  'Form',
])

/** Findings with lines and columns of the text, counted from 1; empty for a flow that can be published. */
export function findingsInText(text: string) {
  let flow: unknown
  try {
    flow = JSON.parse(text)
  } catch {
    return [finding(text, 0, 1, 'INVALID_JSON', 'The text is no JSON', '')]
  }
  const screens = (flow as { screens?: unknown }).screens
  if (!Array.isArray(screens) || screens.length === 0)
    return [finding(text, 0, 1, 'MISSING_REQUIRED_PROPERTY', "'screens' is missing", 'screens')]
  return screens.flatMap((screen, at) =>
    childrenOf(screen).flatMap(({ type }, index) => {
      if (known.has(String(type))) return []
      const from = text.indexOf(JSON.stringify(type))
      return [
        finding(
          text,
          from,
          from + JSON.stringify(type).length,
          'INVALID_PROPERTY_VALUE',
          "'type' holds a value the schema does not know",
          `screens[${at}].layout.children[${index}].type`,
        ),
      ]
    }),
  )
}

function childrenOf(screen: unknown): { type?: unknown }[] {
  const children = (screen as { layout?: { children?: unknown } }).layout?.children
  return Array.isArray(children) ? children : []
}

function finding(
  text: string,
  from: number,
  to: number,
  error: string,
  message: string,
  path: string,
) {
  const place = {
    lineStart: lineAt(text, from),
    lineEnd: lineAt(text, to),
    columnStart: columnAt(text, from),
    columnEnd: columnAt(text, to),
  }
  return {
    error,
    errorType: 'FLOW_JSON_ERROR',
    message,
    ...place,
    pointers: [{ ...place, path }],
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
const columnAt = (text: string, offset: number): number =>
  offset - text.lastIndexOf('\n', offset - 1)
