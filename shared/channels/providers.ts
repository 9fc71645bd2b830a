/** What a channel of each provider is set up with: one table that the form, the connection test and the storage read. */

export const providers = ['cloud-api', '8x8'] as const
export type Provider = (typeof providers)[number]

export type Setting = {
  label: string
  /** Where people find it, or what it is for. */
  hint: string
  /** Sealed where it is kept, and never shown again. */
  secret?: true
  /** What it is unless something else is entered. */
  usual?: string
  /** Left empty, Flowroom makes one. */
  made?: true
  /** Belongs to the number: a channel with another one is another channel. */
  fixed?: true
  /** Rarely changed: stands apart in the form. */
  rare?: true
  /** Settings that are replaced together with this one. */
  together?: readonly string[]
  /** What is wrong with a value by its looks, or null. */
  flaw: (value: string) => string | null
}

const id =
  (what: string) =>
  (value: string): string | null =>
    /^\d{5,20}$/.test(value) ? null : `${what} is 5 to 20 digits, without spaces.`

const cloudApi = {
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

/** Providers that can be connected, each with its settings in the order of the form. */
export const connectable = {
  'cloud-api': { name: 'WhatsApp Cloud API', company: 'Meta', settings: cloudApi },
} as const satisfies Partial<
  Record<Provider, { name: string; company: string; settings: Record<string, Setting> }>
>
export type ConnectableProvider = keyof typeof connectable
export const connectableProviders = Object.keys(connectable) as [ConnectableProvider]

export const isConnectable = (provider: Provider): provider is ConnectableProvider =>
  provider in connectable

export const settingsOf = (provider: ConnectableProvider): [string, Setting][] =>
  Object.entries(connectable[provider].settings)

/** A label inside a sentence: names of products keep their capitals. */
export const inSentence = (label: string): string =>
  /^(Graph|WhatsApp)\b/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)

/** Something wrong with one setting; with none where it is not known which. */
export type SettingFinding = { setting: string | null; message: string }

/** Values as they are kept: without spaces round them, and the usual ones where nothing was entered. */
export const tidied = (
  provider: ConnectableProvider,
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    settingsOf(provider).map(([name, { usual = '' }]) => [name, values[name]?.trim() || usual]),
  )

/** What is wrong with tidied values by their looks alone. */
export const flawsIn = (
  provider: ConnectableProvider,
  values: Readonly<Record<string, string>>,
): SettingFinding[] =>
  settingsOf(provider).flatMap(([name, setting]) => {
    const value = values[name] ?? ''
    if (value === '' && setting.made) return []
    const message = value === '' ? `${setting.label} is missing.` : setting.flaw(value)
    return message === null ? [] : [{ setting: name, message }]
  })

export const channelNameMax = 80

/** What is wrong with the name of a channel, or null. */
export const nameFlaw = (name: string): string | null =>
  name.trim() === ''
    ? 'Give the channel a name.'
    : name.trim().length > channelNameMax
      ? `A name has at most ${channelNameMax} characters.`
      : null
