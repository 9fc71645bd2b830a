/** RadioButtonsGroup: one of several; a second tap takes the choice back where the flow allows it. */
import { createUniqueId, Index } from 'solid-js'
import type { OptionView, ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { useScreen } from '../screen-context.ts'
import { GroupBox } from './group-box.tsx'
import { OptionRow } from './option-row.tsx'
import styles from './options.module.css'

export function RadioGroup(props: { item: ViewItemOf<'RadioButtonsGroup'> }) {
  const { send } = useScreen()
  const group = createUniqueId()
  const choose = (value: string) => send({ type: 'input', name: props.item.name, value })
  return (
    <GroupBox
      item={props.item}
      note={props.item.description ?? props.item.helperText}
      onLeave={() => send({ type: 'blur', name: props.item.name })}
    >
      <Index each={props.item.options}>
        {(option) => (
          <RadioRow
            group={group}
            option={option()}
            chosen={props.item.value === option().id}
            large={props.item.mediaSize === 'large'}
            onChoose={() => choose(option().id)}
            onTakeBack={props.item.canDeselect ? () => choose('') : undefined}
          />
        )}
      </Index>
    </GroupBox>
  )
}

function RadioRow(props: {
  group: string
  option: OptionView
  chosen: boolean
  large: boolean
  onChoose: () => void
  onTakeBack?: (() => void) | undefined
}) {
  // Whether this option was chosen already when the tap began: the browser itself never unchooses.
  let wasChosen = false
  return (
    <label
      class={styles.row}
      data-off={!props.option.enabled}
      onPointerDown={() => {
        wasChosen = props.chosen
      }}
    >
      <input
        type="radio"
        name={props.group}
        value={props.option.id}
        checked={props.chosen}
        disabled={!props.option.enabled}
        onKeyDown={(event) => {
          wasChosen = event.key === ' ' && props.chosen
        }}
        onChange={props.onChoose}
        onClick={() => {
          if (wasChosen) props.onTakeBack?.()
          wasChosen = false
        }}
      />
      <OptionRow option={props.option} large={props.large} />
    </label>
  )
}
