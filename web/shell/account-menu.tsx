/** One's own account: name and e-mail, the theme, the API page, and the way out. */
import { useNavigate } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import { colorOf, onDark } from '../../shared/collab/presence.ts'
import { known } from '../api/known.ts'
import { useMe } from '../api/me.ts'
import { wordsFor } from '../api/problem.ts'
import { signOut } from '../api/sign-in.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu, type MenuEntry } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import styles from './side-buttons.module.css'
import { setTheme, type Theme, theme } from './theme.ts'

const themes: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Signs out and starts afresh, so that nothing of this person stays in the page. */
export async function leave(): Promise<void> {
  try {
    await signOut()
    window.location.assign('/sign-in')
  } catch (error) {
    toast({ title: 'Not signed out', detail: wordsFor(error), tone: 'bad' })
  }
}

export function AccountMenu(props: { folded: boolean; onLeave: () => void }): JSX.Element {
  const me = useMe()
  const navigate = useNavigate()
  const user = () => known(me)?.user
  const entries = (): MenuEntry[] => [
    {
      content: (
        <div class={styles.who}>
          <strong>{user()?.name}</strong>
          <span>{user()?.email}</span>
        </div>
      ),
    },
    'separator',
    { heading: 'Theme' },
    ...themes.map(({ value, label }) => ({
      label,
      checked: theme() === value,
      onSelect: () => setTheme(value),
    })),
    'separator',
    {
      label: 'API docs',
      icon: 'book',
      onSelect: () => {
        navigate('/docs')
        props.onLeave()
      },
    },
    { label: 'Sign out', icon: 'sign-out', onSelect: () => void leave() },
  ]
  return (
    <Show when={user()}>
      {(person) => (
        <Menu
          placement={props.folded ? 'right-end' : 'top-start'}
          triggerClass={styles.trigger}
          {...(props.folded ? { label: `Account of ${person().name}` } : {})}
          entries={entries()}
          trigger={
            <>
              <Avatar
                person={{
                  ...person(),
                  color: colorOf(person().id),
                  darkColor: onDark(colorOf(person().id)),
                }}
                size={26}
                hint={person().name}
              />
              <Show when={!props.folded}>
                <span class={styles.words}>
                  <span class={styles.name}>
                    <span class="only-read">Account of </span>
                    {person().name}
                  </span>
                  <span class={styles.hint}>{person().email}</span>
                </span>
              </Show>
            </>
          }
        />
      )}
    </Show>
  )
}
