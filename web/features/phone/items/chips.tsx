/** ChipsSelector: short choices side by side; at the maximum the rest is switched off by the view. */
import { Index } from 'solid-js'
import type { ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { boundsInWords, toggled } from './checkbox-group.tsx'
import styles from './chips.module.css'
import { GroupBox } from './group-box.tsx'

export function Chips(props: { item: ViewItemOf<'ChipsSelector'> }) {
  const { send } = useScreen()
  return (
    <GroupBox
      item={props.item}
      note={props.item.description}
      bounds={boundsInWords(
        props.item.minSelected,
        props.item.maxSelected,
        props.item.options.length,
      )}
      onLeave={() => send({ type: 'blur', name: props.item.name })}
    >
      <div class={styles.chips}>
        <Index each={props.item.options}>
          {(option) => (
            <label class={styles.chip} data-off={!option().enabled}>
              <input
                type="checkbox"
                class={styles.mark}
                value={option().id}
                checked={props.item.value.includes(option().id)}
                disabled={!option().enabled}
                onChange={(event) =>
                  send({
                    type: 'input',
                    name: props.item.name,
                    value: toggled(props.item.value, option().id, event.currentTarget.checked),
                  })
                }
              />
              <span dir="auto">{option().title}</span>
            </label>
          )}
        </Index>
      </div>
    </GroupBox>
  )
}
