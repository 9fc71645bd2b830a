/** Help while writing: the caret is where the bar stands. */
import { describe, expect, test } from 'vitest'
import { exampleFlows } from '../examples/index.ts'
import { parseFlow } from '../parse.ts'
import { flowOf, footer, input, navigateFooter, screenOf } from '../testing.ts'
import { hoverAt, suggestionsAt } from './index.ts'

const at = (marked: string) => {
  const offset = marked.indexOf('¦')
  const text = marked.replace('¦', '')
  return { text, offset, root: parseFlow(text).root }
}
const offered = (marked: string) => {
  const { text, offset, root } = at(marked)
  return suggestionsAt(text, root, offset)?.list.map(({ label }) => label) ?? []
}

const flow = flowOf([
  screenOf('ASK', [input('city'), navigateFooter('DONE', { town: 'TOWN' })]),
  screenOf('DONE', [{ type: 'TextBody', text: 'TEXT' }, footer()], {
    terminal: true,
    data: { town: { type: 'string', __example__: 'Lyon' } },
  }),
])

describe('suggestions', () => {
  test('properties that are not there yet, of the object the caret is in', () => {
    const list = offered(flow.replace('"label": "Label"', '"label": "Label", "¦"'))
    expect(list).toContain('helper-text')
    expect(list).toContain('error-message')
    expect(list).not.toContain('label')
    expect(list).not.toContain('data-source')
    expect(offered(flow.replace('"version"', '¦ "version"'))).toContain('routing_model')
  })
  test('only what the version has', () => {
    const old = flow.replace('7.3', '6.0').replace('"label": "Label"', '"label": "Label", "¦"')
    expect(offered(old)).not.toContain('label-variant')
  })
  test('component kinds legal at the place', () => {
    const kinds = offered(flow.replace('"type": "TextBody"', '"type": "¦"'))
    expect(kinds).toContain('CalendarPicker')
    const inForm = flowOf([screenOf('A', [{ type: 'Form', name: 'f', children: [{ type: 'X' }] }])])
    const forForm = offered(inForm.replace('"X"', '"¦"'))
    expect(forForm).toContain('TextInput')
    expect(forForm).not.toContain('RichText')
    expect(forForm).not.toContain('Form')
  })
  test('words, screens, actions and bindings', () => {
    expect(
      offered(flow.replace('"label": "Label"', '"label": "Label", "input-type": "¦"')),
    ).toContain('email')
    expect(offered(flow.replace('"name": "DONE"', '"name": "¦"'))).toEqual(['DONE'])
    expect(offered(flow.replace('"name": "navigate"', '"name": "¦"'))).toEqual([
      'navigate',
      'data_exchange',
      'complete',
    ])
    expect(offered(flow.replace('"TOWN"', '"¦"'))).toEqual([
      '${form.city}',
      '${screen.DONE.data.town}',
    ])
    expect(offered(flow.replace('"TEXT"', '"¦"'))).toEqual([
      '${data.town}',
      '${screen.ASK.form.city}',
    ])
    expect(offered(flow.replace('"town": "TOWN"', '"¦"'))).toEqual(['town'])
    expect(offered(flow.replace('"7.3"', '"¦"'))[0]).toBe('7.3')
  })
  test('a binding is offered until free text begins', () => {
    expect(offered(flow.replace('"TEXT"', '"${da¦"'))).toContain('${data.town}')
    expect(offered(flow.replace('"TEXT"', '"Lyon¦"'))).toEqual([])
    expect(offered(flow.replace('"TEXT"', '"Go to ¦"'))).toEqual([])
  })
  test('a value where one is due', () => {
    expect(
      offered(flow.replace('"label": "Label"', '"label": "Label", "input-type": ¦')),
    ).toContain('passcode')
  })
  test('every caret of an example is answered without a throw', () => {
    const { text } = exampleFlows[0] ?? { text: '' }
    const { root } = parseFlow(text)
    for (let offset = 0; offset <= text.length; offset += 7) {
      suggestionsAt(text, root, offset)
      hoverAt(root, offset)
    }
    for (let length = 0; length < text.length; length += 301) {
      const cut = text.slice(0, length)
      suggestionsAt(cut, parseFlow(cut).root, length)
    }
  })
})

describe('hover', () => {
  const titles = (marked: string) => {
    const { offset, root } = at(marked)
    return hoverAt(root, offset)
  }
  test('a property with its limit', () => {
    expect(titles(flow.replace('"label": "Next"', '"la¦bel": "Next"'))).toMatchObject({
      title: 'Footer · label',
      facts: ['Required. Holds: text, or a binding.', '35 characters.'],
    })
  })
  test('a component and an action', () => {
    expect(titles(flow.replace('"TextBody"', '"Text¦Body"'))?.title).toBe('TextBody')
    expect(titles(flow.replace('"navigate"', '"navi¦gate"'))?.help).toMatch(/another screen/)
  })
  test('a property of any kind says nothing about kinds', () => {
    expect(titles(flow.replace('"version"', '"ver¦sion"'))?.facts.join()).not.toContain('any')
  })
  test('nothing where the language has nothing to say', () => {
    expect(titles(flow.replace('"town": "TOWN"', '"to¦wn": "TOWN"'))).toBeNull()
  })
})
