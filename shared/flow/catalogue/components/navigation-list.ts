/** NavigationList: rows that lead on. */
import { description, label, mediaSize, name } from '../properties.ts'
import { listItem } from '../shapes.ts'
import { defineComponent } from '../spec.ts'

export const navigationList = defineComponent({
  kind: 'NavigationList',
  since: '6.2',
  group: 'button',
  title: 'Navigation list',
  help: 'A list whose rows lead on. Nothing else stands on its screen.',
  properties: [
    name,
    {
      name: 'list-items',
      type: 'list',
      shape: listItem,
      required: true,
      bindable: true,
      items: { min: 1 },
      shows: { max: 20 },
      help: 'The rows: a list of { id, main-content, … }, or a binding to such a list.',
    },
    { ...label(80), required: false },
    description,
    { ...mediaSize, bindable: false },
    {
      name: 'on-click-action',
      type: 'action',
      actions: ['navigate', 'data_exchange'],
      help: 'What a tap on any row does. Stands here or on every row.',
    },
  ],
  produces: 'item',
  places: { root: '6.2', form: '6.2', if: null, switch: null },
  maxPerScreen: null,
  alone: [{ kind: 'NavigationList', since: '6.2' }],
})
