/** What a thread is on, in words. */
import { kindTitle } from '../../../shared/flow/catalogue/index.ts'
import type { ThreadView } from './comments.ts'

type About = Pick<ThreadView, 'target' | 'was' | 'gone'> & {
  stand: { now: { kind: string; name: string; screen: string } | null } | null
}

/** "Dropdown city", "Screen ASK", “the words”. */
export function placeTitle({ target, was, gone, stand }: About): string {
  if (target === 'text') return `“${was.excerpt.replace(/\s+/g, ' ').trim().slice(0, 60)}”`
  const { kind, name } = (!gone && stand?.now) || was
  if (target === 'screen') return `Screen ${name || 'without an id'}`
  const words = name || was.label
  return words ? `${kindTitle(kind)} ${words}` : kindTitle(kind)
}

/** "on screen ASK"; what is gone: "was on Dropdown city, screen ASK". */
export function placeDetail(about: About): string {
  const { target, was, gone, stand } = about
  const screen = ((!gone && stand?.now) || was).screen
  if (!gone) return target === 'screen' ? '' : screen ? `Screen ${screen}` : ''
  const on =
    target === 'text' && was.kind && was.kind !== 'Screen'
      ? `${kindTitle(was.kind)} ${was.name}`.trim()
      : placeTitle(about)
  return `Deleted. It was on ${on}${target !== 'screen' && screen ? `, screen ${screen}` : ''}`
}
