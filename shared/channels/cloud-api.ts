/** What a channel of Meta's Cloud API is set up with. */
import type { Setting } from './setting.ts'

const id =
  (what: string) =>
  (value: string): string | null =>
    /^\d{5,20}$/.test(value) ? null : `${what} is 5 to 20 digits, without spaces.`

export const cloudApi = {
  token: {
    label: 'Access token',
    hint: 'Of a system user, with the permissions whatsapp_business_messaging and whatsapp_business_management.',
    secret: true,
    flaw: (value) =>
      /^[\w|.-]{8,2000}$/.test(value)
        ? null
        : 'This is no access token: those are letters and digits without spaces. Copy it whole.',
  },
  wabaId: {
    label: 'WhatsApp Business account ID',
    hint: 'WhatsApp → API setup in the app’s dashboard.',
    fixed: true,
    flaw: id('The ID of an account'),
  },
  phoneNumberId: {
    label: 'Phone number ID',
    hint: 'Beside the number in API setup; not the number itself.',
    fixed: true,
    flaw: (value) =>
      /^\+/.test(value)
        ? 'This is a phone number. Its ID stands beside it in API setup.'
        : id('The ID of a phone number')(value),
  },
  appId: {
    label: 'App ID',
    hint: 'At the top of the app’s dashboard.',
    together: ['appSecret', 'token'],
    flaw: id('The ID of an app'),
  },
  appSecret: {
    label: 'App secret',
    hint: 'App settings → Basic → Show.',
    secret: true,
    flaw: (value) =>
      /^[0-9a-f]{32}$/i.test(value) ? null : 'An app secret is 32 characters, 0 to 9 and a to f.',
  },
  verifyToken: {
    label: 'Verify token',
    hint: 'Leave it empty and Flowroom makes one.',
    made: true,
    rare: true,
    flaw: (value) =>
      /^[\w.~-]{8,200}$/.test(value)
        ? null
        : 'A verify token is 8 to 200 letters, digits and the signs - . _ ~',
  },
  graphBaseUrl: {
    label: 'Graph API address',
    hint: 'Without the version. Another one than Meta’s is for tests.',
    usual: 'https://graph.facebook.com',
    fixed: true,
    rare: true,
    flaw: (value) =>
      /^https?:\/\/[^\s/?#]+\S*$/i.test(value)
        ? /\/v\d+(\.\d+)?\/*$/.test(value)
          ? 'Leave the version out of the address: it has a field of its own.'
          : null
        : 'This is no web address. It begins with https://',
  },
  graphVersion: {
    label: 'Graph API version',
    hint: 'Meta serves each for about two years.',
    usual: 'v24.0',
    rare: true,
    flaw: (value) => (/^v[1-9]\d{0,2}\.0$/.test(value) ? null : 'A version looks like v24.0.'),
  },
} satisfies Record<string, Setting>

export type CloudApiSetting = keyof typeof cloudApi
