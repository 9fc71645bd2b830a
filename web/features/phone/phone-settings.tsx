/** A row of small choices for the preview's phone: platform, its theme, device width. */
import { For } from 'solid-js'
import styles from './phone-settings.module.css'
import { changePhone, type DeviceWidth, phoneSettings, WIDTHS } from './settings.ts'

export function PhoneSettings() {
  return (
    <fieldset class={styles.settings}>
      <legend class="only-read">Phone</legend>
      <select
        aria-label="Platform"
        value={phoneSettings().platform}
        onChange={({ currentTarget: { value } }) =>
          changePhone({ platform: value === 'ios' ? 'ios' : 'android' })
        }
      >
        <option value="android">Android</option>
        <option value="ios">iPhone</option>
      </select>
      <select
        aria-label="Theme of the phone"
        value={phoneSettings().theme}
        onChange={({ currentTarget: { value } }) =>
          changePhone({ theme: value === 'dark' ? 'dark' : 'light' })
        }
      >
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
      <select
        aria-label="Width of the phone"
        value={phoneSettings().width}
        onChange={({ currentTarget: { value } }) =>
          changePhone({ width: Number(value) as DeviceWidth })
        }
      >
        <For each={WIDTHS}>{(width) => <option value={width}>{width} wide</option>}</For>
      </select>
    </fieldset>
  )
}
