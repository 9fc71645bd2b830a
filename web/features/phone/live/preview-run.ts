/** A run for looking at: example data, links opened, every step kept, endpoints answered here and never called. */
import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  onMount,
  untrack,
} from 'solid-js'
import type { SavedReply } from '../../../../shared/api/replies.ts'
import type {
  EndpointReply,
  EndpointRequest,
} from '../../../../shared/flow/endpoint/example-reply.ts'
import type { Flow } from '../../../../shared/flow/flow.ts'
import {
  open,
  type RequestFault,
  type RunEvent,
  type RunState,
  type StartOptions,
  type Stepped,
  step,
  view,
} from '../../../../shared/flow/interpret/index.ts'
import { type Held, type Run, settle } from '../create-run.ts'
import { openLink } from '../open-link.ts'
import { type Answering, createAnswering } from './answering.ts'
import {
  type AnsweredBy,
  type Happening,
  type LogEntry,
  type LogLine,
  linesOf,
  titleOf,
} from './run-record.ts'

/** Stands for the token of the message that would open the flow. */
export const PREVIEW_TOKEN = 'preview'

/** A request of the run that waits for its answer. */
export type Asked = EndpointRequest & { readonly id: number }

/** Where the run stood after something happened, on the flow as it was then. */
export type RunStep = Held & {
  readonly id: number
  readonly at: number
  readonly title: string
  /** What an action or request took along; null where nothing went anywhere. */
  readonly payload: Readonly<Record<string, unknown>> | null
}

/** How a run begins, and what the log is to say about it beyond that. */
export type Opening = { options: StartOptions; about?: Readonly<Record<string, unknown>> }

export type PreviewRun = Run & {
  /** Begins as it was last begun, or as told. */
  begin: (opening: Opening) => void
  /** What the flow asks its endpoint right now; nobody is called. */
  asked: Accessor<Asked | null>
  answer: (reply: EndpointReply, by: AnsweredBy) => void
  fail: (fault: RequestFault, message: string, by: AnsweredBy) => void
  answering: Answering
  /** The newest last. */
  steps: Accessor<readonly RunStep[]>
  log: Accessor<readonly LogEntry[]>
  clearLog: () => void
  /** Adds a line of the page's own; one of the same title right before it is replaced. */
  note: (line: LogLine) => void
}

const MAX_STEPS = 300
const MAX_LOG = 1000

const plain: Opening = { options: { examples: true, flowToken: PREVIEW_TOKEN } }

/**
 * Runs `flow()`. `opening` says how it begins; `replies` are the saved replies that may answer
 * requests, undefined while they are on their way.
 */
export function createPreviewRun(
  flow: Accessor<Flow | null>,
  {
    opening = () => plain,
    replies = () => [],
    keeps = false,
  }: {
    opening?: () => Opening
    replies?: Accessor<readonly SavedReply[] | undefined>
    /** Keeps steps and log, for a page that shows them. */
    keeps?: boolean
  } = {},
): PreviewRun {
  const [held, setHeld] = createSignal<Held | null>(null)
  const [pending, setPending] = createSignal<Asked | null>(null)
  const [steps, setSteps] = createSignal<readonly RunStep[]>([])
  const [log, setLog] = createSignal<readonly LogEntry[]>([])
  let last = untrack(opening)
  let ids = 0
  /** The field whose typing the newest step and line are about. */
  let typing: string | null = null

  const current = createMemo(() => settle(flow(), held(), last.options))

  const write = (lines: readonly LogLine[], replaceLast: boolean) => {
    if (lines.length === 0) return
    const at = Date.now()
    setLog((before) =>
      [
        ...(replaceLast ? before.slice(0, -1) : before),
        ...lines.map((line) => ({ ...line, id: ++ids, at })),
      ].slice(-MAX_LOG),
    )
  }

  const record = (now: Flow, happening: Happening, before: RunState | null, stepped: Stepped) => {
    const field =
      happening.type === 'event' && happening.event.type === 'input' ? happening.event.name : null
    const lines = linesOf(happening, before, stepped, now.dataApiVersion)
    const goesOn = field !== null && field === typing
    const title = titleOf(happening, stepped)
    const newest = untrack(steps).at(-1)
    const { state } = stepped
    const payload = stepped.ran?.at(-1)?.payload ?? null
    const about = { at: Date.now(), flow: now, state }
    if (title === null || goesOn) {
      if (newest) setSteps((all) => [...all.slice(0, -1), { ...newest, ...about }])
    } else setSteps((all) => [...all, { id: ++ids, title, payload, ...about }].slice(-MAX_STEPS))
    write(lines, goesOn && untrack(log).at(-1)?.kind === 'input')
    if (title !== null) typing = lines.length > 1 ? null : field
  }

  const carryOut = (now: Flow, happening: Happening, before: RunState | null, stepped: Stepped) => {
    const { state, effects } = stepped
    batch(() => {
      setHeld({ flow: now, state })
      if (keeps) record(now, happening, before, stepped)
      if (state.status !== 'waiting') setPending(null)
      for (const effect of effects) {
        if (effect.type === 'open-url') openLink(effect.url)
        if (effect.type !== 'request') continue
        const { action, screen, data, flowToken } = effect
        const byChoice = happening.type === 'event' && happening.event.type === 'input'
        const { history } = state
        setPending({ id: ++ids, action, screen, data, flowToken, history, byChoice })
      }
    })
  }

  const happens = (event: RunEvent, by?: AnsweredBy) => {
    const run = untrack(current)
    if (!run) return
    const stepped = step(run.flow, run.state, event)
    if (stepped.state === run.state && stepped.effects.length === 0) return
    const happening: Happening = { type: 'event', event, ...(by === undefined ? {} : { by }) }
    carryOut(run.flow, happening, run.state, stepped)
  }

  const begin = (next: Opening) => {
    last = next
    typing = null
    const now = untrack(flow)
    batch(() => {
      setPending(null)
      setSteps([])
      if (!now) return void setHeld(null)
      const { options, about } = next
      const stepped = open(now, options)
      const facts = {
        screen: stepped.state.history[0] ?? '',
        flow_token: options.flowToken ?? null,
        ...(options.data ? { data: options.data } : {}),
        ...about,
      }
      carryOut(now, { type: 'start', about: facts }, null, stepped)
    })
  }

  createEffect(
    on(
      () => flow() !== null,
      (isThere) => isThere && untrack(held) === null && begin(untrack(opening)),
    ),
  )

  const asked = createMemo(() => (current()?.state.status === 'waiting' ? pending() : null))
  const run = {
    state: () => current()?.state ?? null,
    view: createMemo(() => {
      const now = current()
      return now ? view(now.flow, now.state) : null
    }),
    send: (event: RunEvent) => happens(event),
    begin,
    restart: (options?: StartOptions) => begin(options ? { options } : untrack(opening)),
    asked,
    answer: ({ screen, data }: EndpointReply, by: AnsweredBy) =>
      happens({ type: 'reply', screen, data: { ...data } }, by),
    fail: (fault: RequestFault, message: string, by: AnsweredBy) =>
      happens({ type: 'request-failed', fault, message }, by),
    steps,
    log,
    clearLog: () => {
      typing = null
      setLog([])
    },
    note: (line: LogLine) => keeps && write([line], untrack(log).at(-1)?.title === line.title),
  }
  return { ...run, answering: createAnswering({ asked, answer: run.answer, flow, replies }) }
}

/** Begins again, at a screen when one is given. */
export const runFrom = (run: Run, screen?: string): void =>
  run.restart({ ...plain.options, ...(screen === undefined ? {} : { screen }) })

/** Ctrl or ⌘ and Enter, wherever the focus is, as long as nothing else has taken the key. */
export function onRunKey(run: () => void): void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
    event.preventDefault()
    run()
  }
  onMount(() => window.addEventListener('keydown', listen))
  onCleanup(() => window.removeEventListener('keydown', listen))
}
