/** Example: booking a plumber, electrician or heating engineer at home. */
import { type ExampleFlow, prettyPrinted } from './example.ts'

const flow = {
  version: '7.3',
  screens: [
    {
      id: 'SERVICE',
      title: 'Book your service',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'What do you need help with?' },
          {
            type: 'Dropdown',
            name: 'service',
            label: 'Type of service',
            required: true,
            'data-source': [
              { id: 'plumbing', title: 'Plumbing' },
              { id: 'electrical', title: 'Electrical' },
              { id: 'heating', title: 'Heating' },
              { id: 'cleaning', title: 'Cleaning' },
            ],
          },
          {
            type: 'If',
            condition: "${form.service} == 'plumbing'",
            // biome-ignore lint/suspicious/noThenProperty: the language's own word
            then: [
              {
                type: 'RadioButtonsGroup',
                name: 'leak',
                label: 'Is water leaking right now?',
                required: true,
                'data-source': [
                  { id: 'yes', title: 'Yes, it is urgent' },
                  { id: 'no', title: 'No' },
                ],
              },
            ],
          },
          {
            type: 'If',
            condition: "(${form.service} == 'plumbing') && (${form.leak} == 'yes')",
            // biome-ignore lint/suspicious/noThenProperty: the language's own word
            then: [
              {
                type: 'TextCaption',
                text: 'Please close the main water valve. We call you within 15 minutes.',
                'font-weight': 'bold',
              },
            ],
          },
          {
            type: 'If',
            condition: "${form.service} == 'electrical'",
            // biome-ignore lint/suspicious/noThenProperty: the language's own word
            then: [
              {
                type: 'CheckboxGroup',
                name: 'faults',
                label: 'What is not working?',
                required: true,
                'data-source': [
                  { id: 'sockets', title: 'Sockets' },
                  { id: 'lights', title: 'Lights' },
                  { id: 'fuse_box', title: 'Fuse box' },
                  { id: 'appliance', title: 'An appliance' },
                ],
              },
            ],
          },
          {
            type: 'TextArea',
            name: 'notes',
            label: 'Anything else?',
            'helper-text': 'Brand, model or access details save us a second visit.',
            'max-length': 300,
          },
          {
            type: 'Footer',
            label: 'Continue',
            'on-click-action': {
              name: 'navigate',
              next: { type: 'screen', name: 'ADDRESS' },
              payload: {},
            },
          },
        ],
      },
    },
    {
      id: 'ADDRESS',
      title: 'Where should we come?',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Your address' },
          { type: 'TextBody', text: 'We serve all homes within 40 km of the city centre.' },
          {
            type: 'TextInput',
            name: 'street',
            label: 'Street and number',
            required: true,
            'max-chars': 120,
          },
          { type: 'TextInput', name: 'city', label: 'City', required: true },
          {
            type: 'TextInput',
            name: 'postcode',
            label: 'Postcode',
            required: true,
            'min-chars': 3,
            'max-chars': 10,
          },
          {
            type: 'RadioButtonsGroup',
            name: 'parking',
            label: 'Can we park in front?',
            'data-source': [
              { id: 'yes', title: 'Yes' },
              { id: 'paid', title: 'Paid parking only' },
              { id: 'no', title: 'No' },
            ],
          },
          {
            type: 'Footer',
            label: 'Choose a date',
            'on-click-action': {
              name: 'navigate',
              next: { type: 'screen', name: 'WHEN' },
              payload: {},
            },
          },
        ],
      },
    },
    {
      id: 'WHEN',
      title: 'Pick a time',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'When suits you best?' },
          {
            type: 'DatePicker',
            name: 'visit_date',
            label: 'Day of the visit',
            required: true,
            'min-date': '2026-01-02',
            'max-date': '2027-12-31',
            'unavailable-dates': ['2026-12-25', '2026-12-26', '2027-01-01', '2027-12-25'],
            'helper-text': 'Monday to Saturday, public holidays excepted.',
          },
          {
            type: 'RadioButtonsGroup',
            name: 'window',
            label: 'Arrival window',
            required: true,
            'data-source': [
              { id: 'morning', title: 'Morning', description: '8:00 to 12:00' },
              { id: 'afternoon', title: 'Afternoon', description: '12:00 to 17:00' },
              {
                id: 'evening',
                title: 'Evening',
                description: '17:00 to 20:00',
                metadata: '+ $15',
              },
            ],
          },
          {
            type: 'TextInput',
            name: 'phone',
            label: 'Phone on the day',
            'input-type': 'phone',
            required: true,
            'helper-text': 'The technician calls 30 minutes before arrival.',
          },
          {
            type: 'Footer',
            label: 'Review booking',
            'on-click-action': {
              name: 'navigate',
              next: { type: 'screen', name: 'CONFIRM' },
              payload: {
                visit_date: '${form.visit_date}',
                window: '${form.window}',
                phone: '${form.phone}',
              },
            },
          },
        ],
      },
    },
    {
      id: 'CONFIRM',
      title: 'Confirm your booking',
      terminal: true,
      data: {
        visit_date: { type: 'string', __example__: '2026-12-04' },
        window: { type: 'string', __example__: 'morning' },
        phone: { type: 'string', __example__: '+1 555 010 0199' },
      },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Almost done' },
          { type: 'TextBody', text: "`'Visit on ' ${data.visit_date} ', ' ${data.window}`" },
          {
            type: 'TextBody',
            text: "`${screen.ADDRESS.form.street} ', ' ${screen.ADDRESS.form.postcode} ' ' ${screen.ADDRESS.form.city}`",
          },
          { type: 'TextCaption', text: "`'We reach you at ' ${data.phone}`" },
          {
            type: 'OptIn',
            name: 'terms',
            label: 'I accept the call-out fee of $49, credited to the repair.',
            required: true,
            'on-click-action': {
              name: 'navigate',
              next: { type: 'screen', name: 'TERMS' },
              payload: {},
            },
          },
          {
            type: 'Footer',
            label: 'Book the visit',
            'center-caption': 'Free to cancel',
            'on-click-action': {
              name: 'complete',
              payload: {
                service: '${screen.SERVICE.form.service}',
                leak: '${screen.SERVICE.form.leak}',
                faults: '${screen.SERVICE.form.faults}',
                notes: '${screen.SERVICE.form.notes}',
                street: '${screen.ADDRESS.form.street}',
                city: '${screen.ADDRESS.form.city}',
                postcode: '${screen.ADDRESS.form.postcode}',
                parking: '${screen.ADDRESS.form.parking}',
                visit_date: '${data.visit_date}',
                window: '${data.window}',
                phone: '${data.phone}',
                terms: '${form.terms}',
              },
            },
          },
        ],
      },
    },
    {
      id: 'TERMS',
      title: 'Call-out terms',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextSubheading', text: 'What the call-out fee covers' },
          {
            type: 'TextBody',
            markdown: true,
            text: [
              '- Travel and the first **30 minutes** on site',
              '- A written quote before any repair begins',
              '- The fee comes off the bill when you go ahead',
            ],
          },
          { type: 'TextCaption', text: 'Cancel free of charge until 24 hours before the visit.' },
        ],
      },
    },
  ],
}

export const homeService: ExampleFlow = {
  slug: 'home-service-booking',
  name: 'Home service booking',
  description: 'Customers describe the job, give their address and pick an arrival window.',
  category: 'APPOINTMENT_BOOKING',
  text: prettyPrinted(flow),
}
