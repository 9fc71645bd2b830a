/** What a channel of each provider is set up with: one table that the form, the connection test and the storage read. */
import { cloudApi } from './cloud-api.ts'
import { eightByEight } from './eight-by-eight.ts'
import type { Setting } from './setting.ts'

export const providers = ['cloud-api', '8x8'] as const
export type Provider = (typeof providers)[number]

/** Each provider with its settings in the order of the form. */
export const connectable = {
  'cloud-api': { name: 'WhatsApp Cloud API', company: 'Meta', settings: cloudApi },
  '8x8': { name: '8x8 Connect', company: '8x8', settings: eightByEight },
} as const satisfies Record<
  Provider,
  { name: string; company: string; settings: Record<string, Setting> }
>

export const settingsOf = (provider: Provider): [string, Setting][] =>
  Object.entries(connectable[provider].settings)

/** A label inside a sentence: names of products keep their capitals. */
export const inSentence = (label: string): string =>
  /^(API|Graph|WhatsApp)\b/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)

/** Something wrong with one setting; with none where it is not known which. */
export type SettingFinding = { setting: string | null; message: string }

/** Values as they are kept: without spaces round them, in one spelling, and the usual ones where nothing was entered. */
export const tidied = (
  provider: Provider,
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    settingsOf(provider).map(([name, { usual = '', spelled }]) => {
      const value = values[name]?.trim() || usual
      return [name, spelled ? spelled(value) : value]
    }),
  )

/** What is wrong with tidied values by their looks alone. */
export const flawsIn = (
  provider: Provider,
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
