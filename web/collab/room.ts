/** A live flow in the browser: the shared text, who else is here, and whether what was typed is safe. */
import * as decoding from 'lib0/decoding'
import { batch, createSignal } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { CommentsNews } from '../../shared/collab/anchors.ts'
import { flowText } from '../../shared/collab/doc.ts'
import { intentFrame, readMoved, step2Frame, updateFrame } from '../../shared/collab/frames.ts'
import { limits } from '../../shared/collab/limits.ts'
import type { Move } from '../../shared/collab/moves.ts'
import { type Here, type Person, type Presence, peopleHere } from '../../shared/collab/presence.ts'
import { ackQuery, closingOf, messageKind, syncKind } from '../../shared/collab/wire.ts'
import { Attendance } from './attendance.ts'
import { HeldBack } from './held-back.ts'
import { createIntents, type Intents, type Made } from './intents.ts'
import { KeptChanges } from './kept-changes.ts'
import { QuietAwareness } from './quiet-awareness.ts'
import { roomSocketClass } from './room-socket.ts'
import { type SaveFacts, type SaveState, saveState } from './save-state.ts'
import { SendLedger } from './send-ledger.ts'
import type { UnsentStore } from './unsent.ts'

export type RoomOptions = {
  publicId: string
  /** Where rooms are, without the id: `wss://host/sync`. This page's own host where left out. */
  url?: string
  /**
   * A share link's one-use ticket, fetched anew before each attempt. Throw AddressRefused (room-socket.ts) when the link
   * is no longer good; any other error is tried again.
   */
  ticket?: () => Promise<string>
  /** Where unacknowledged changes are kept; this browser's IndexedDB where left out. */
  unsent?: Promise<UnsentStore>
}

/** Told what is about to be moved; returns what to do once it was. */
export type Carry = (moves: readonly Move[]) => () => void

export type Room = {
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly awareness: Awareness
  /** Whether the flow's content is here. False only until it first arrives. */
  synced: () => boolean
  status: () => SaveState
  /** Everybody here, oneself included, each once. */
  people: () => Here[]
  /** Who the server says we are; null until it has. */
  me: () => Person | null
  /** True until the server has said that we may write. */
  readOnly: () => boolean
  /** Set when the server closed for good: why, in a sentence. Connecting again makes no sense. */
  closed: () => { code: number; reason: string } | null
  /**
   * Runs `carry` before a change is taken in that moved things, and what it returns right after: so that a place in the
   * text can go along. Returns how to stop.
   */
  onMoved: (carry: Carry) => () => void
  /** Runs `hear` at each news of comments. Returns how to stop. */
  onComments: (hear: (news: CommentsNews) => void) => () => void
  /** Runs `hear` right after a change of one's own that moved something. Returns how to stop. */
  onOwnMoves: (hear: (moves: readonly Move[]) => void) => () => void
  /** How many intents of this page met somebody else's and could not stand; the room has undone them. */
  takenBack: () => number
  /** Tells the others which screen one is at; null for none. */
  lookAt: (screen: string | null) => void
  /** Changes by intents, and their undoing. */
  readonly intents: Intents
  /** Drops what this device kept and the server will not take. Make the room anew afterwards. */
  discardUnsaved: () => Promise<void>
  destroy: () => void
}

/** Rooms of this page, for those who ask about all of them. */
const live = new Set<{ unsaved: () => boolean }>()

/** Whether anything typed on this page is not yet safe on the server. */
export const hasUnsaved = (): boolean => [...live].some((room) => room.unsaved())

/** Marks changes that an earlier page left behind. */
const leftBehind = Symbol('left behind')

const emptyUpdate = Uint8Array.of(0, 0)

/** Joins a flow's room and stays until destroyed, whatever the connection does in between. */
export function createRoom({ publicId, url, ticket, unsent }: RoomOptions): Room {
  const doc = new Y.Doc()
  const text = flowText(doc)
  const awareness = new QuietAwareness(doc)
  const intents = createIntents(doc, text, (origin) => origin !== provider)
  const ledger = new SendLedger()
  const [synced, setSynced] = createSignal(false)
  const [link, setLink] = createSignal<SaveFacts['link']>('opening')
  const [unsaved, setUnsaved] = createSignal(false)
  const [kept, setKept] = createSignal(true)
  const [people, setPeople] = createSignal<Here[]>([])
  const [me, setMe] = createSignal<Person | null>(null)
  const [closed, setClosed] = createSignal<{ code: number; reason: string } | null>(null)
  const [takenBack, setTakenBack] = createSignal(0)
  const readOnly = (): boolean => me()?.readOnly ?? true
  const keeper = new KeptChanges(publicId, () => setKept(false), unsent)

  /** Whether this connection has said what our rights are; they may have changed since the last. */
  let welcomed = false

  const tally = (): void => {
    setUnsaved(ledger.unsaved)
    warnOnLeaving(hasUnsaved())
  }

  // Before the provider's own listener, so that a change has its number when its frame goes out.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === provider || origin === leftBehind) return
    keeper.keep(ledger.changed(), update)
    tally()
  })

  const heldBack = new HeldBack(
    () => ledger.unsaved,
    // One picture of all: what is moved is never seen gone before it is where it went.
    (takes) =>
      batch(() => {
        for (const take of takes) take()
      }),
  )

  const provider = new WebsocketProvider(url ?? defaultUrl(), publicId, doc, {
    awareness,
    connect: false,
    params: { [ackQuery.name]: ackQuery.value },
    // Another tab's unacknowledged changes are its own to send and to keep.
    disableBc: true,
    WebSocketPolyfill: roomSocketClass({
      address: async (address) =>
        ticket ? `${address}&ticket=${encodeURIComponent(await ticket())}` : address,
      sending: (frame) => outgoing(frame, ledger, welcomed && !readOnly(), intents),
      heard: (frame, take) => {
        provider.wsLastMessageReceived = Date.now()
        if (frame) heldBack.heard(frame, take)
      },
    }),
  })
  // It would hang up after 30 s of silence by a clock that browsers slow down; the socket has its own heartbeat.
  clearInterval(provider._checkInterval)

  provider.messageHandlers[messageKind.ack] = (_encoder, decoder) => {
    ledger.acknowledged(decoding.readVarUint(decoder))
    void keeper.forgetUpTo(ledger.durable)
    if (!ledger.unsaved) intents.saved()
    tally()
  }
  provider.messageHandlers[messageKind.welcome] = (_encoder, decoder) => {
    const person = JSON.parse(decoding.readVarString(decoder)) as Person
    welcomed = true
    setMe(person)
    awareness.setLocalStateField('user', person)
    void adopt(person.id)
  }
  provider.messageHandlers[messageKind.takenBack] = () => void setTakenBack((count) => count + 1)
  const commentHearers = new Set<(news: CommentsNews) => void>()
  provider.messageHandlers[messageKind.comments] = (_encoder, decoder) => {
    const news = JSON.parse(decoding.readVarString(decoder)) as CommentsNews
    for (const hear of [...commentHearers]) hear(news)
  }
  const moveHearers = new Set<(moves: readonly Move[]) => void>()
  doc.on('afterTransaction', ({ origin, changed }: Y.Transaction) => {
    const moves = changed.size > 0 && origin !== provider ? (intents.said()?.moves ?? []) : []
    if (moves.length > 0) for (const hear of [...moveHearers]) hear(moves)
  })
  const carries = new Set<Carry>()
  let afterwards: (() => void)[] = []
  provider.messageHandlers[messageKind.moved] = (_encoder, decoder) => {
    const moves = readMoved(decoder)
    afterwards = [...carries].map((carry) => carry(moves))
  }
  doc.on('afterAllTransactions', () => {
    // Nothing comes between: held-back.ts has both taken in together.
    const now = afterwards
    afterwards = []
    for (const carry of now) carry()
  })
  provider.on('status', ({ status }) => {
    if (status === 'connected') {
      ledger.connected()
      heldBack.drop()
      welcomed = false
      setLink('open')
    } else if (status === 'disconnected') {
      awareness.disconnected()
      if (link() !== 'ended') setLink('lost')
    }
  })
  provider.on('connection-close', () => {
    if (link() === 'opening') setLink('lost')
  })
  provider.on('closed', ({ code }) => {
    setLink('ended')
    setClosed({ code, reason: closingOf(code).sentence })
  })
  provider.on('sync', (state) => {
    if (state) setSynced(true)
  })
  const lookRound = (): void => {
    setPeople(
      peopleHere(
        awareness.getStates() as Map<number, Partial<Presence>>,
        (client) => client !== awareness.clientID && attendance.isAway(client),
      ),
    )
  }
  const attendance = new Attendance(awareness, lookRound)
  awareness.on('change', lookRound)

  /** Brings back what an earlier page of ours could not save, and asks for its acknowledgement. */
  async function adopt(actorId: string): Promise<void> {
    const { keys, updates } = await keeper.belongTo(actorId)
    if (updates.length === 0) return
    keeper.adopt(ledger.changed(), keys)
    tally()
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update, leftBehind)
    }, leftBehind)
    // Where the server knew it all, nothing went out just now: an empty frame brings the acknowledgement.
    if (ledger.caughtUp) provider.ws?.send(step2Frame(emptyUpdate) as Uint8Array<ArrayBuffer>)
  }

  const entry = { unsaved }
  live.add(entry)
  provider.connect()

  return {
    doc,
    text,
    awareness,
    synced,
    status: () =>
      saveState({ link: link(), unsaved: unsaved(), kept: kept(), readOnly: readOnly() }),
    people,
    me,
    readOnly,
    closed,
    takenBack,
    intents,
    onMoved(carry) {
      carries.add(carry)
      return () => carries.delete(carry)
    },
    onComments(hear) {
      commentHearers.add(hear)
      return () => commentHearers.delete(hear)
    },
    onOwnMoves(hear) {
      moveHearers.add(hear)
      return () => moveHearers.delete(hear)
    },
    lookAt(screen) {
      if (awareness.getLocalState()?.screen !== screen)
        awareness.setLocalStateField('screen', screen)
    },
    discardUnsaved: () => keeper.forgetUpTo(Number.POSITIVE_INFINITY),
    destroy() {
      live.delete(entry)
      heldBack.drop()
      attendance.destroy()
      provider.destroy()
      awareness.destroy()
      doc.destroy()
      warnOnLeaving(hasUnsaved())
    },
  }
}

/** Looks at a frame on its way out: counts it, and withholds what the server would close for. */
function outgoing(
  frame: Uint8Array,
  ledger: SendLedger,
  mayWrite: boolean,
  intents: Intents,
): Uint8Array[] {
  if (frame[0] !== messageKind.sync || frame[1] === syncKind.step1) return [frame]
  const kind = frame[1] === syncKind.step2 ? 'step-2' : 'update'
  if (!mayWrite) {
    // The changes stay on this device. The room's question still needs its answer, an empty one.
    if (kind === 'update') return []
    ledger.sent(kind, true)
    return [step2Frame(emptyUpdate)]
  }
  if (kind === 'update') {
    ledger.sent(kind)
    return [frameOf({ update: payloadOf(frame), intent: intents.said() }) ?? asStep2(frame)]
  }
  // What was made while away goes first, change by change as it was made: then the room can keep the text sound.
  const away = intents.unsaved().flatMap((made) => frameOf(made) ?? [])
  for (const _ of away) ledger.sent('update')
  ledger.sent(kind)
  return [...away, frame]
}

/** A change as the room takes it; null where it is too long for a frame of its own. */
function frameOf({ update, intent }: Made): Uint8Array | null {
  const said = intent && intent.moves.length <= limits.moves ? intentFrame(intent, update) : null
  if (said && said.length <= limits.frameBytes) return said
  const frame = updateFrame(update)
  return frame.length <= limits.frameBytes ? frame : null
}

/** Too long for an update, as after a large paste: the room takes the same bytes as a step 2. */
function asStep2(frame: Uint8Array): Uint8Array {
  const copy = frame.slice()
  copy[1] = syncKind.step2
  return copy
}

/** The update in a sync frame. */
function payloadOf(frame: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(frame)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  return decoding.readVarUint8Array(decoder)
}

const defaultUrl = (): string =>
  `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/sync`

const stay = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Asks before leaving while something is unsaved, and only then: a listener at rest costs the browser's page cache. */
function warnOnLeaving(ask: boolean): void {
  if (typeof window === 'undefined') return
  if (ask) window.addEventListener('beforeunload', stay)
  else window.removeEventListener('beforeunload', stay)
}
