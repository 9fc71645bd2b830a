/** Who is in a room and where: the shape of a person, of their cursor, and their colour. */

/** What somebody is: a member, an API key's program, or a guest with a share link. */
export type PersonKind = 'user' | 'key' | 'guest'

/** One person in a room, as the server says: browsers cannot choose these fields. */
export type Person = {
  readonly id: string
  readonly name: string
  /** `#rrggbb` for light ground; `onDark` gives its twin. */
  readonly color: string
  readonly readOnly: boolean
  readonly kind: PersonKind
}

/** A selection in the flow's text: Yjs relative positions as JSON, as y-codemirror.next writes them. */
export type Cursor = { readonly anchor: unknown; readonly head: unknown }

/** What one open page tells the others. `user` is stamped by the room over whatever was sent. */
export type Presence = {
  readonly user: Person & { readonly colorLight: string }
  readonly cursor?: Cursor | null
  /** Goes up while that page is touched and has nothing else to say. */
  readonly touched?: number
  /** Id of the screen they are at, in the text, on the canvas or on the phone. */
  readonly screen?: string | null
}

/** Somebody in the room, as the others are shown them; `idle`: nothing was heard of their pages for a minute. */
export type Here = Person & { readonly idle: boolean; readonly screen: string | null }

/** What a guest is called who has not said a name. */
export const unnamedGuest = 'Guest'

/** What people call somebody: a guest is always marked as one, whatever name they typed. */
export const calledOf = ({ name, kind }: Pick<Person, 'name' | 'kind'>): string =>
  kind === 'guest' && name !== unnamedGuest ? `${name} (guest)` : name

/** Whom a room tells when its people change: the workspace's live feed. */
export type PeopleDoor = { here(publicId: string, people: Person[]): Promise<void> }

/** Eight hues (look/README.md), each for light and for dark ground. */
export const peopleColors: readonly { readonly light: string; readonly dark: string }[] = [
  { light: '#7c4dff', dark: '#a98bff' },
  { light: '#e0681b', dark: '#ff9a57' },
  { light: '#2a7de1', dark: '#74b2ff' },
  { light: '#c2348f', dark: '#f285c8' },
  { light: '#0e8a8f', dark: '#55cfd0' },
  { light: '#4d8a1f', dark: '#9ad35f' },
  { light: '#8f5f2a', dark: '#d9ab74' },
  { light: '#55697a', dark: '#a9bfd0' },
]

/** The colour somebody has everywhere and always: chosen by their id. */
export function colorOf(id: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return peopleColors[(hash >>> 0) % peopleColors.length]!.light
}

/** The same colour on dark ground. */
export const onDark = (color: string): string =>
  peopleColors.find((pair) => pair.light === color)?.dark ?? color

/** The same colour as a wash behind a selection: 20 % opaque. */
export const washOf = (color: string): string => `${color}33`

/** Everybody once, from what their pages say: idle when all of their pages are, at the screen of one that is not. */
export function peopleHere(
  states: Iterable<readonly [client: number, state: Partial<Presence>]>,
  isIdle: (client: number) => boolean,
): Here[] {
  const pages = [...states].flatMap(([client, { user, screen }]) =>
    user ? [{ user, screen, idle: isIdle(client) }] : [],
  )
  return distinctPeople(pages.map(({ user }) => user)).map(
    ({ id, name, color, readOnly, kind }) => {
      const own = pages.filter(({ user }) => user.id === id)
      const awake = own.filter(({ idle }) => !idle)
      const screens = [...awake, ...own].map(({ screen }) => screen)
      return {
        id,
        name,
        color,
        readOnly,
        kind,
        idle: awake.length === 0,
        screen: screens.find((screen) => typeof screen === 'string') ?? null,
      }
    },
  )
}

/** Everybody once, by id, in the order first seen; somebody who may write in one window may write. */
export function distinctPeople(people: Iterable<Person>): Person[] {
  const byId = new Map<string, Person>()
  for (const person of people) {
    const seen = byId.get(person.id)
    if (!seen || (seen.readOnly && !person.readOnly)) byId.set(person.id, person)
  }
  return [...byId.values()]
}
