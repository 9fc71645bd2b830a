/** How the preview's phone looks: platform, its own theme, device width; remembered by this browser. */
import { createSignal } from 'solid-js'

export const PLATFORMS = ['ios', 'android'] as const
export const THEMES = ['light', 'dark'] as const
/** Widths of common devices in their own pixels. */
export const WIDTHS = [320, 360, 390, 430] as const

export type Platform = (typeof PLATFORMS)[number]
/** The phone keeps its own theme, whatever the app around it wears. */
export type PhoneTheme = (typeof THEMES)[number]
export type DeviceWidth = (typeof WIDTHS)[number]

export type PhoneSettings = {
  readonly platform: Platform
  readonly theme: PhoneTheme
  readonly width: DeviceWidth
}

export const DEFAULT_SETTINGS: PhoneSettings = { platform: 'android', theme: 'light', width: 360 }

const BEZEL = 9
/** How large a pixel of the device is drawn, so that 13 px of ours are what a phone writes in 17 px. */
export const DEVICE_SCALE = 268 / 360
/** Height to width of the drawn phone. */
const RATIO = 580 / 286

/** The drawn phone's outer size in px for a device width. */
export function phoneSize(width: number): { width: number; height: number } {
  const outer = Math.round(width * DEVICE_SCALE) + 2 * BEZEL
  return { width: outer, height: Math.round(outer * RATIO) }
}

const STORED = 'flowroom.phone'

const isOneOf = <T>(list: readonly T[], value: unknown): value is T => list.includes(value as T)

/** Settings from whatever was stored or sent; what is not known falls back to the usual phone. */
export function readSettings(value: unknown): PhoneSettings {
  const given = typeof value === 'object' && value !== null ? value : {}
  const { platform, theme, width } = given as Record<string, unknown>
  return {
    platform: isOneOf(PLATFORMS, platform) ? platform : DEFAULT_SETTINGS.platform,
    theme: isOneOf(THEMES, theme) ? theme : DEFAULT_SETTINGS.theme,
    width: isOneOf(WIDTHS, width) ? width : DEFAULT_SETTINGS.width,
  }
}

function stored(): PhoneSettings {
  try {
    return readSettings(JSON.parse(localStorage.getItem(STORED) ?? 'null'))
  } catch {
    return DEFAULT_SETTINGS
  }
}

const [settings, setSettings] = createSignal<PhoneSettings>(stored())

/** One choice for all previews of this browser. */
export const phoneSettings = settings

export function changePhone(change: Partial<PhoneSettings>): void {
  const next = readSettings({ ...settings(), ...change })
  setSettings(next)
  try {
    localStorage.setItem(STORED, JSON.stringify(next))
  } catch {
    // Without storage the choice holds until the page is left.
  }
}
