/** A flow that asks for `nickname` and sends it nowhere: a rehearsal of it does not pass. */

export const losesAField = (version: string): string =>
  JSON.stringify(
    {
      version,
      screens: [
        {
          id: 'ASK',
          title: 'About you',
          terminal: true,
          layout: {
            type: 'SingleColumnLayout',
            children: [
              { type: 'TextInput', name: 'city', label: 'City', required: true },
              { type: 'TextInput', name: 'nickname', label: 'Nickname' },
              {
                type: 'Footer',
                label: 'Send',
                'on-click-action': { name: 'complete', payload: { city: '${form.city}' } },
              },
            ],
          },
        },
      ],
    },
    null,
    2,
  )
