/** What people call the properties of the language. */

const words: Readonly<Record<string, string>> = {
  name: 'Field name',
  'data-source': 'Options',
  'list-items': 'Rows',
  'on-click-action': 'When tapped',
  'on-select-action': 'When chosen',
  'on-unselect-action': 'When taken back',
  'init-value': 'Starts with',
  'init-values': 'Fields start with',
  'error-message': 'Error shown',
  'error-messages': 'Errors shown',
  src: 'Picture',
  'alt-text': 'Picture in words',
  enabled: 'Can be used',
  visible: 'Shown',
  terminal: 'Ends the flow',
  success: 'Counts as success',
  refresh_on_back: 'Ask again on back',
  sensitive: 'Masked answers',
  data: 'Data it is given',
  id: 'Id',
  'main-content': 'Texts',
  start: 'Picture',
  end: 'At the end',
  'input-type': 'What is typed',
  'label-variant': 'Label size',
  'include-days': 'Weekdays',
  markdown: 'Formatted text',
  'start-date': 'First day',
  'end-date': 'Last day',
  images: 'Pictures',
}

/** `helper-text` → "Helper text". */
export function wordsOf(property: string): string {
  const known = words[property]
  if (known) return known
  const plain = property.replace(/[-_]+/g, ' ').trim()
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

const actions: Readonly<Record<string, string>> = {
  navigate: 'Go to another screen',
  complete: 'Finish and send the answers',
  data_exchange: 'Ask the endpoint',
  update_data: 'Change data on this screen',
  open_url: 'Open a web page',
}

export const actionWords = (name: string): string => actions[name] ?? name
