/** The frame around components: the file, its screens, layouts and actions. */
import type { PropertySpec, ShapeSpec } from './spec.ts'

export const layout: ShapeSpec = {
  subject: 'A layout',
  help: 'One column of components.',
  properties: [
    {
      name: 'type',
      type: 'word',
      enum: ['SingleColumnLayout'],
      required: true,
      help: 'Always SingleColumnLayout.',
    },
    {
      name: 'children',
      type: 'components',
      required: true,
      help: 'The components, from top to bottom.',
    },
  ],
}

export const screen: ShapeSpec = {
  subject: 'A screen',
  help: 'What the user sees at one time.',
  properties: [
    {
      name: 'id',
      type: 'screen-id',
      required: true,
      help: 'Names the screen for actions, routes and bindings. Letters and underscores.',
    },
    {
      name: 'title',
      type: 'text',
      required: true,
      bindable: true,
      help: 'The line in the top bar.',
    },
    {
      name: 'terminal',
      type: 'boolean',
      initial: false,
      help: 'True where the flow can end. The screen then needs a Footer.',
    },
    {
      name: 'success',
      type: 'boolean',
      initial: true,
      help: 'False marks an ending that does not count as a success.',
    },
    {
      name: 'refresh_on_back',
      type: 'boolean',
      initial: false,
      help: 'True asks the endpoint when the user goes back from here.',
    },
    {
      name: 'sensitive',
      type: 'texts',
      since: '5.1',
      items: { min: 1 },
      help: 'Names of components whose values the chat summary masks.',
    },
    { name: 'data', type: 'data-model', help: 'The fields that are handed to the screen.' },
    { name: 'layout', type: 'object', shape: layout, required: true, help: 'The components.' },
  ],
}

export const flow: ShapeSpec = {
  subject: 'A flow',
  help: 'The whole file.',
  properties: [
    { name: 'version', type: 'any', help: 'Version of the flow language, such as "7.3".' },
    {
      name: 'data_api_version',
      type: 'any',
      help: 'Version of the data API; makes the flow talk to an endpoint.',
    },
    {
      name: 'routing_model',
      type: 'routes',
      help: 'Which screens may follow which. Needed with an endpoint.',
    },
    {
      name: 'data_channel_uri',
      type: 'url',
      until: '2.1',
      help: 'The endpoint’s address; from 3.0 it is set outside the file.',
    },
    {
      name: 'screens',
      type: 'list',
      shape: screen,
      required: true,
      items: { min: 1 },
      help: 'The screens, at most 100.',
    },
  ],
}

const nextScreen: ShapeSpec = {
  subject: 'next',
  help: 'Where navigate leads.',
  properties: [
    {
      name: 'type',
      type: 'word',
      enum: ['screen'],
      required: true,
      help: 'Always screen.',
    },
    { name: 'name', type: 'any', required: true, help: 'The id of a screen.' },
  ],
}

/** What each action is for, and since when (reference §4). */
export const actionHelp = {
  navigate: { since: '2.1', help: 'Goes to another screen and hands it the payload.' },
  complete: { since: '2.1', help: 'Ends the flow and sends the payload as the answer.' },
  data_exchange: { since: '2.1', help: 'Asks the endpoint, which decides what comes next.' },
  update_data: { since: '6.0', help: 'Changes the data of this screen.' },
  open_url: { since: '6.0', help: 'Opens a web page.' },
} as const

export const action: ShapeSpec = {
  subject: 'An action',
  help: 'What a tap or a choice does.',
  properties: [
    {
      name: 'name',
      type: 'word',
      enum: ['navigate', 'complete', 'data_exchange', 'update_data', 'open_url'],
      required: true,
      help: 'Which action it is.',
    },
    { name: 'next', type: 'object', shape: nextScreen, help: 'Where navigate leads.' },
    { name: 'payload', type: 'payload', help: 'The values handed on.' },
    { name: 'url', type: 'url', bindable: true, since: '6.0', help: 'The page open_url opens.' },
  ],
}

/** One field of a screen's data (reference §2.2). */
export const dataField: readonly Pick<PropertySpec, 'name' | 'help'>[] = [
  { name: 'type', help: 'string, number, integer, boolean, object or array.' },
  { name: '__example__', help: 'What builder and preview show when nothing is handed over.' },
  { name: 'items', help: 'What each entry of an array is.' },
  { name: 'properties', help: 'The parts of an object.' },
  { name: 'required', help: 'The parts an object must have.' },
]
