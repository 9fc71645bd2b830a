/** The button that fills a value from an answer or from data. */
import type { BindingChoice } from '../../../../shared/flow/build/bindings.ts'
import { Menu, type MenuEntry } from '../../../ui/menu.tsx'
import styles from './properties.module.css'

export function BindingMenu(props: {
  choices: readonly BindingChoice[]
  onChoose: (binding: string) => void
}) {
  const entries = (): MenuEntry[] => {
    const own = props.choices.filter(({ screen }) => screen === null)
    const others = props.choices.filter(({ screen }) => screen !== null)
    const entry = (choice: BindingChoice): MenuEntry => ({
      label: choice.screen === null ? choice.name : `${choice.screen} · ${choice.name}`,
      hint: choice.hint,
      onSelect: () => props.onChoose(choice.text),
    })
    if (props.choices.length === 0) return [{ heading: 'Nothing is asked or handed over yet.' }]
    return [
      { heading: 'Fill it from this screen' },
      ...own.map(entry),
      ...(others.length > 0
        ? [{ heading: 'Fill it from other screens' } as MenuEntry, ...others.map(entry)]
        : []),
    ]
  }
  return (
    <Menu
      label="Fill it from an answer or from data"
      trigger={<span aria-hidden="true">{'{ }'}</span>}
      triggerClass={styles.bind!}
      entries={entries()}
    />
  )
}
