/** What a channel at 8x8 Connect is set up with. */
import type { Setting } from './setting.ts'

export const eightByEightRegions = [
  { value: 'asia-pacific', label: 'Asia Pacific' },
  { value: 'north-america', label: 'North America' },
  { value: 'europe', label: 'Europe' },
  { value: 'indonesia', label: 'Indonesia' },
] as const
export type EightByEightRegion = (typeof eightByEightRegions)[number]['value']

/** Below which paths 8x8 keeps the flows of an account: it documents two. */
export const eightByEightFlowPaths = [
  { value: 'accounts', label: 'With the account', hint: '/api/v1/accounts/…' },
  { value: 'config', label: 'Without the account', hint: '/config/v1/channels/whatsapp/…' },
] as const
export type EightByEightFlowPaths = (typeof eightByEightFlowPaths)[number]['value']

const oneOf =
  (what: string, options: readonly { value: string; label: string }[]) =>
  (value: string): string | null =>
    options.some((option) => option.value === value)
      ? null
      : `${what} is one of ${options.map(({ label }) => label).join(', ')}.`

const guid =
  (what: string) =>
  (value: string): string | null =>
    /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/.test(value)
      ? null
      : `${what} is 32 digits and letters from a to f, as in 0f8fad5b-d9cb-469f-a165-70867728950e.`

export const eightByEight = {
  region: {
    label: 'Region',
    hint: 'Where your 8x8 account is kept.',
    fixed: true,
    options: eightByEightRegions,
    flaw: oneOf('A region', eightByEightRegions),
  },
  key: {
    label: 'API key',
    hint: 'It needs the right to WhatsApp flows and templates of the account, and to the subaccount.',
    secret: true,
    flaw: (value) =>
      /^[\x21-\x7e]{8,500}$/.test(value)
        ? null
        : 'This is no API key: those are letters, digits and signs without spaces. Copy it whole.',
  },
  accountId: {
    label: 'Account ID',
    hint: 'Of the whole 8x8 account, above its subaccounts.',
    fixed: true,
    spelled: (value) => value.toLowerCase(),
    flaw: guid('The ID of an account'),
  },
  subaccountId: {
    label: 'Subaccount',
    hint: 'The one that the number sends from, by its ID.',
    flaw: (value) =>
      /^[A-Za-z0-9\-._&]{3,50}$/.test(value)
        ? null
        : 'A subaccount is 3 to 50 letters, digits and the signs - . _ &',
  },
  channelId: {
    label: 'WhatsApp channel ID',
    hint: 'Of the number in 8x8; not the number itself.',
    fixed: true,
    spelled: (value) => value.toLowerCase(),
    flaw: (value) =>
      /^\+/.test(value)
        ? 'This is a phone number. The channel has an ID of its own.'
        : guid('The ID of a channel')(value),
  },
  phoneNumber: {
    label: 'Phone number',
    hint: 'With + and the country. 8x8 does not tell it, so it is shown as you enter it.',
    fixed: true,
    spelled: (value) => value.replace(/[\s().-]/g, ''),
    flaw: (value) =>
      /^\+[1-9]\d{6,14}$/.test(value) ? null : 'A phone number looks like +6581234567.',
  },
  flowPaths: {
    label: 'Address of flows',
    hint: '8x8 has two. Take the other one where the channel is right and the test does not find it.',
    usual: 'accounts',
    rare: true,
    options: eightByEightFlowPaths,
    flaw: oneOf('The address of flows', eightByEightFlowPaths),
  },
} satisfies Record<string, Setting>

export type EightByEightSetting = keyof typeof eightByEight
