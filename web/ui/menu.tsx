/** Menu: a button that opens a list of actions. An action that is off stays reachable and says why. */
import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'
import styles from './menu.module.css'

export type MenuAction = {
  label: string
  icon?: IconName
  /** Off, for this reason; it is shown under the label. */
  disabledReason?: string | null
  tone?: 'danger'
  /** For choices: shows a tick (true) or its place (false). */
  checked?: boolean
  hint?: string
} & ({ onSelect: () => void; href?: undefined } | { href: string; onSelect?: undefined })

export type MenuEntry = MenuAction | 'separator' | { heading: string } | { content: JSX.Element }

/**
 * `trigger` is what the button shows; `triggerClass` styles it (see menu.module.css `dots` for the row menu, which is the
 * default). `label` names the button for screen readers where its content has no words.
 */
export function Menu(props: {
  label?: string
  trigger?: JSX.Element
  triggerClass?: string
  entries: MenuEntry[]
  placement?: 'bottom-end' | 'bottom-start' | 'top-start' | 'right-start' | 'right-end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  onTriggerClick?: (event: MouseEvent) => void
}): JSX.Element {
  return (
    <DropdownMenu
      placement={props.placement ?? 'bottom-end'}
      gutter={4}
      modal={false}
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <DropdownMenu.Trigger
        class={props.triggerClass ?? styles.dots}
        aria-label={props.label}
        onClick={props.onTriggerClick}
      >
        {props.trigger ?? <Icon name="more" />}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class={styles.content}>
          <For each={props.entries}>{(entry) => <Entry entry={entry} />}</For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  )
}

function Entry(props: { entry: MenuEntry }): JSX.Element {
  const entry = props.entry
  if (entry === 'separator') return <DropdownMenu.Separator class={styles.separator} />
  if ('content' in entry) return <div class={styles.block}>{entry.content}</div>
  if ('heading' in entry) return <div class={styles.heading}>{entry.heading}</div>
  return <Action action={entry} />
}

function Action(props: { action: MenuAction }): JSX.Element {
  const off = () => Boolean(props.action.disabledReason)
  const inside = (
    <>
      <Switch>
        <Match when={props.action.checked !== undefined}>
          <span class={styles.tick}>
            <Show when={props.action.checked}>
              <Icon name="check" size={14} />
            </Show>
          </span>
        </Match>
        <Match when={props.action.icon}>{(name) => <Icon name={name()} size={15} />}</Match>
      </Switch>
      <span class={styles.text}>
        <span>{props.action.label}</span>
        <Show when={props.action.disabledReason ?? props.action.hint}>
          {(why) => <span class={styles.why}>{why()}</span>}
        </Show>
      </span>
    </>
  )
  return (
    <Show
      when={props.action.href !== undefined && !off()}
      fallback={
        <DropdownMenu.Item
          class={styles.item}
          data-tone={props.action.tone}
          aria-disabled={off() ? 'true' : undefined}
          aria-checked={props.action.checked}
          closeOnSelect={!off()}
          textValue={props.action.label}
          onSelect={() => !off() && props.action.onSelect?.()}
        >
          {inside}
        </DropdownMenu.Item>
      }
    >
      <DropdownMenu.Item
        as="a"
        class={styles.item}
        href={props.action.href}
        textValue={props.action.label}
        onKeyDown={(event: KeyboardEvent & { currentTarget: HTMLElement }) => {
          // A menu item that is a link: Enter and Space follow it as a click would.
          if (event.key === 'Enter' || event.key === ' ') event.currentTarget.click()
        }}
      >
        {inside}
      </DropdownMenu.Item>
    </Show>
  )
}
