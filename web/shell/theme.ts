/** Theme: light, dark, or as the system says; remembered on this device (public/theme.js applies it before the first paint). */
import { createRoot, createSignal } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'

const storeKey = 'flowroom.theme'

const [theme, keepTheme] = createRoot(() =>
  createSignal<Theme>((document.documentElement.dataset.theme as Theme | undefined) ?? 'system'),
)

export { theme }

export function setTheme(next: Theme): void {
  keepTheme(next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  try {
    if (next === 'system') localStorage.removeItem(storeKey)
    else localStorage.setItem(storeKey, next)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
