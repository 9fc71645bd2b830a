/** Whoever writes, in the colour that they have in every room. */
import type { JSX } from 'solid-js'
import { colorOf, onDark } from '../../../shared/collab/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'

export function Face(props: { person: { id: string; name: string }; size: number }): JSX.Element {
  const color = () => colorOf(props.person.id)
  return (
    <Avatar
      person={{
        id: props.person.id,
        name: props.person.name,
        color: color(),
        darkColor: onDark(color()),
      }}
      size={props.size}
    />
  )
}
