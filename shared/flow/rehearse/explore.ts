import type { Flow } from '../flow.ts'
import { actionsOf } from '../graph.ts'
import type { Leaf } from '../interpret/compiled.ts'
import { entryOf, type StepEvent, type Steps } from '../interpret/play.ts'
import { currentScreenId, type Stage, stageOf } from '../interpret/stage.ts'
import type { RunState } from '../interpret/state.ts'
import { open } from '../interpret/step.ts'
import { localError } from '../interpret/validity.ts'
import { view } from '../interpret/view.ts'
import { isRecord, type JsonRecord, ownValue } from '../record.ts'
import { Covered } from './coverage.ts'
import { variantsOf } from './data-variants.ts'
import { type Deciders, decidersOf } from './deciders.ts'
import { Frontier } from './frontier.ts'
import { Notes } from './notes.ts'
import { trialOf } from './rules.ts'
import {
  askedIn,
  examplesOf,
  fillIn,
  footerOf,
  openFields,
  played,
  type Standing,
  SUCCESS,
} from './run-through.ts'
import { SeenValues } from './seen-values.ts'
import { sidePagesOf } from './side-pages.ts'
import { transfersOf } from './transfers.ts'
import { decidingValues } from './values.ts'
import { readsOf, variableKey } from './variables.ts'

type Start = { readonly screen: string; readonly data: JsonRecord }

/** A place in the walk: a state that differs from all others in what decides. */
export type Place = {
  readonly standing: Standing
  readonly parent: Place | null
  /** Where it starts, when that is not the entry screen with its examples. */
  readonly start: Start | null
  readonly screen: string
  /** What the deciding variables hold, as JSON. */
  readonly values: readonly string[]
  /** Where one gets from here without going back, and how; on pages beside the way, back counts. */
  readonly onward: { readonly to: Place; readonly events: readonly StepEvent[] }[]
  isExpanded: boolean
}

/** Steps from the beginning to a place, and some events more. */
export function stepsTo(place: Place, more: readonly StepEvent[] = []): Steps {
  const parts: (readonly StepEvent[])[] = []
  for (let at: Place | null = place; at !== null; at = at.parent) parts.push(at.standing.events)
  const events = [...parts.reverse().flat(), ...more]
  return place.start === null ? events : { start: place.start, events }
}

/** A way that leads to a screen seen before, by its Footer or a row. */
export type WayRound = {
  readonly from: string
  readonly to: string
  readonly path: string
  readonly place: Place
  readonly events: readonly StepEvent[]
}

/** Once all is reached, choices are tried in pairs for this share of the budget. */
const SHARE_FOR_PAIRS = 0.1
/** How often a screen is looked at with the same branches showing. */
const MAX_LOOKS = 6
const CAN_BE_TAPPED = new Set(['EmbeddedLink', 'OptIn', 'NavigationList'])

export class Exploration {
  readonly flow: Flow
  readonly covered: Covered
  readonly notes = new Notes()
  readonly places: Place[] = []
  readonly waysRound = new Map<string, WayRound>()
  /** Why the Footer of a screen stays greyed, by screen. */
  readonly blocked = new Map<string, readonly string[]>()
  readonly transfers: ReturnType<typeof transfersOf>
  readonly deciders: Deciders
  readonly #budget: number
  readonly #frontier = new Frontier<Place>()
  readonly #known = new Map<string, Place>()
  readonly seen: SeenValues
  readonly #sidePages: ReadonlySet<string>
  readonly #looks = new Map<string, number>()
  used = 0
  /** Whether every value worth trying was tried where it can be entered. */
  sawAllValues = false

  constructor(flow: Flow, budget: number) {
    this.flow = flow
    this.#budget = budget
    this.covered = new Covered(flow)
    this.transfers = transfersOf(flow)
    this.deciders = decidersOf(flow, this.transfers)
    this.seen = new SeenValues(this.deciders.variables, this.covered.screens)
    this.#sidePages = sidePagesOf(flow)
  }

  get isExhausted(): boolean {
    return this.used >= this.#budget && !this.#frontier.isEmpty
  }

  /** Whether every way was walked, not only those that show something new. */
  get isComplete(): boolean {
    return this.#frontier.isEmpty
  }

  /** Walks until nothing is left, all is reached, or the budget is used; yields after each place. */
  *walk(): Generator<void> {
    for (const start of this.#starts()) this.#begin(start)
    for (;;) {
      if (this.used >= this.#budget) return
      let place = this.#frontier.next(0)
      if (place === undefined) {
        this.sawAllValues = true
        if (this.used < this.#budget * SHARE_FOR_PAIRS || this.#isOpen())
          place = this.#frontier.next(1)
        if (place === undefined && this.#isOpen()) place = this.#frontier.next(2)
      }
      if (place === undefined) return
      this.#expand(place)
      place.isExpanded = true
      yield
    }
  }

  /** The entry screen with its examples, then with other values of the data that decides there. */
  *#starts(): Generator<Start | null> {
    yield null
    const entry = entryOf(this.flow)
    if (!('screen' in entry)) return
    for (const data of this.#variants(entry.screen, entry.data))
      yield { screen: entry.screen, data }
  }

  #begin(start: Start | null) {
    const { state, effects } = open(this.flow, start ?? entryOf(this.flow))
    this.used++
    const standing: Standing = {
      state,
      events: [],
      asked: askedIn(effects),
      didSomething: true,
    }
    this.#see(standing)
    this.#add(standing, null, start)
  }

  #variants(screenId: string, examples: JsonRecord): JsonRecord[] {
    const screen = this.covered.screens.get(screenId)
    return screen ? variantsOf(screen, examples, this.deciders) : []
  }

  #see(standing: Standing): Stage | null {
    const stage = stageOf(this.flow, standing.state)
    this.covered.see(standing.state, stage)
    return stage
  }

  /** Plays one event and notes what it reached. */
  #play(from: Standing, event: StepEvent): Standing {
    this.used++
    const next = played(this.flow, from, event)
    this.#see(next)
    return next
  }

  /** The place a standing is, which may be known already. */
  #add(standing: Standing, parent: Place | null, start: Start | null): Place {
    const { state } = standing
    const screen = currentScreenId(state) ?? ''
    const values = this.seen.see(state)
    const here = [screen, state.status, standing.asked ?? '', state.error === null ? '' : 'fault']
    const before = state.history[state.history.length - 2] ?? ''
    const key = JSON.stringify([...here, before, ...values])
    const known = this.#known.get(key)
    if (known) return known
    const place: Place = {
      standing,
      parent,
      start,
      screen,
      values,
      onward: [],
      isExpanded: false,
    }
    this.#known.set(key, place)
    this.places.push(place)
    if (state.status === 'completed' || state.status === 'closed' || state.error !== null) {
      place.isExpanded = true
      return place
    }
    const novelty = this.#frontier.noveltyOf(here.join(' '), values, parent?.values ?? null)
    this.#frontier.add(place, novelty)
    return place
  }

  #expand(place: Place) {
    const { state } = place.standing
    if (state.status === 'waiting') return this.#answer(place)
    const stage = stageOf(this.flow, state)
    if (stage === null) return
    const standing: Standing = { ...place.standing, events: [] }
    this.#look(standing, place)
    this.#enter(standing, place, stage)
    if (stage.compiled.leaves.some(({ component: { kind } }) => CAN_BE_TAPPED.has(kind)))
      this.#tap(standing, place)
    this.#press(standing, place)
    if (state.history.length > 1) {
      const back = this.#play(standing, { event: 'back' })
      const to = this.#add(back, place, place.start)
      if (this.#sidePages.has(place.screen)) place.onward.push({ to, events: back.events })
    }
  }

  /** Notes what the screen shows: fields, pictures, texts; and tries its rules. */
  #look(standing: Standing, place: Place) {
    const stage = stageOf(this.flow, standing.state)
    if (stage === null) return
    const branches = [...this.covered.activeBranches(stage)].map(({ path }) => path)
    const sight = [stage.screen.id, ...branches].join(' ')
    const looks = this.#looks.get(sight) ?? 0
    this.#looks.set(sight, looks + 1)
    if (looks < MAX_LOOKS)
      this.notes.look(view(this.flow, standing.state), stage, () => stepsTo(place, standing.events))
    for (const [leaf] of openFields(stage)) {
      this.notes.shows(leaf, stage.screen, () => ({ place, standing }))
      this.#tryRules(standing, leaf, stage)
    }
  }

  #tryRules(standing: Standing, leaf: Leaf, stage: Stage) {
    const { name } = leaf.component
    if (name === null) return
    for (const rule of this.covered.openRules(leaf)) {
      if (this.used >= this.#budget) return
      const trial = trialOf(leaf, rule.rule, stage.scope)
      if (trial === null) {
        if (rule.tries === 0) rule.state = 'cannot-break'
        continue
      }
      rule.tries++
      rule.state = 'open'
      if (trial.bound === undefined) continue
      const refuses = this.#refuses(standing, leaf, name, trial.breaking)
      const takes = this.#refuses(standing, leaf, name, trial.bound) === false
      if (refuses && takes) rule.state = 'reached'
    }
  }

  /** Whether the phone refuses a value: an error shows, or typing stops before its end. */
  #refuses(standing: Standing, leaf: Leaf, name: string, value: unknown): boolean | null {
    const next = this.#play(standing, { event: 'input', name, value })
    const stage = stageOf(this.flow, next.state)
    if (stage === null || next.state.error !== null) return null
    const held = stage.scope.read('form', null, name)
    if (typeof value === 'string' && typeof held === 'string' && held.length < value.length)
      return true
    return localError(leaf, stage.scope) !== null
  }

  /** Every value that decides something, one field at a time. */
  #enter(standing: Standing, place: Place, stage: Stage) {
    for (const [leaf, name] of openFields(stage)) {
      const key = variableKey({ source: 'form', screen: stage.screen.id, name })
      const literals = this.deciders.literals.get(key)
      if (literals === undefined && !this.deciders.actors.has(key)) continue
      const held = JSON.stringify(stage.scope.read('form', null, name) ?? '')
      const tried = new Set([held])
      for (const value of decidingValues(leaf, stage.scope, literals ?? new Set())) {
        const text = JSON.stringify(value)
        if (tried.has(text)) continue
        tried.add(text)
        this.#move(standing, place, { event: 'input', name, value }, leaf.component.path, false)
      }
    }
  }

  /** Links, "Read more" of opt-ins, rows of lists. */
  #tap(standing: Standing, place: Place) {
    const { items } = view(this.flow, standing.state)
    const texts = new Map<string, number>()
    for (const item of items)
      if (item.kind === 'EmbeddedLink') texts.set(item.text, (texts.get(item.text) ?? 0) + 1)
    const lists = items.filter((item) => item.kind === 'NavigationList')
    for (const item of items) {
      const { path } = item
      if (item.kind === 'EmbeddedLink') {
        const link = texts.get(item.text) === 1 && item.text !== '' ? item.text : path
        this.#move(standing, place, { event: 'tap', link }, path, true)
      } else if (item.kind === 'OptIn' && item.hasLink)
        this.#move(standing, place, { event: 'tap', optin: item.name }, path, true)
      else if (item.kind === 'NavigationList')
        for (const { id, enabled } of item.items) {
          if (!enabled) continue
          const isShared = lists.filter(({ items: rows }) => rows.some((row) => row.id === id))
          const event: StepEvent =
            isShared.length > 1
              ? { event: 'tap', item: id, list: item.name }
              : { event: 'tap', item: id }
          this.#move(standing, place, event, path, false)
        }
    }
  }

  /** Fills in what is missing and taps the Footer. */
  #press(standing: Standing, place: Place) {
    const stage = stageOf(this.flow, standing.state)
    if (stage === null || footerOf(stage) === null) return
    const { standing: filled, blockedBy } = fillIn(this.flow, standing, (entered) => {
      this.used++
      this.#see(entered)
    })
    if (filled.state.status !== 'open' || filled.state.error !== null)
      return this.#arrive(filled, place, stage.screen.path, false)
    if (filled.events.length > 0) this.#look(filled, place)
    const now = stageOf(this.flow, filled.state)
    const footer = now && footerOf(now)
    if (!footer) return
    const { path } = footer.component
    const tapped = this.#move(filled, place, { event: 'tap', target: 'footer' }, path, false)
    if (!tapped && !this.blocked.has(place.screen)) this.blocked.set(place.screen, blockedBy)
  }

  /** Plays an event from a place and notes where it led; false when it did nothing. */
  #move(from: Standing, place: Place, event: StepEvent, path: string, isSide: boolean): boolean {
    const next = this.#play(from, event)
    if (!next.didSomething) return false
    this.#walked(from.state, next, event, path, place, isSide)
    this.#arrive(next, place, path, event.event !== 'input')
    return true
  }

  #arrive(next: Standing, place: Place, path: string, isTap: boolean) {
    const { state } = next
    const message = state.error?.message ?? (isTap ? state.snackbar : null)
    if (message) this.notes.fault(path, message, place.screen, () => stepsTo(place, next.events))
    const to = this.#add(next, place, place.start)
    if (to !== place) place.onward.push({ to, events: next.events })
  }

  #walked(
    before: RunState,
    { state, events }: Standing,
    event: StepEvent,
    path: string,
    place: Place,
    isSide: boolean,
  ) {
    const from = currentScreenId(before)
    const to = currentScreenId(state)
    if (from === undefined || to === undefined) return
    if (state.status === 'completed') this.#ended(before, path, place, events)
    if (from === to || state.status !== 'open' || state.error !== null) return
    this.covered.walk(from, to, path, '')
    const key = `${from} ${to}`
    if (!isSide && event.event === 'tap' && before.history.includes(to) && !this.waysRound.has(key))
      this.waysRound.set(key, { from, to, path, place, events })
  }

  /** Notes values of the final answer that nothing handed over on this way. */
  #ended(before: RunState, path: string, place: Place, events: readonly StepEvent[]) {
    const stage = stageOf(this.flow, before)
    const leaf = stage?.compiled.leaves.find(({ component }) => component.path === path)
    if (!stage || !leaf) return
    for (const action of actionsOf(leaf.component)) {
      if (action.name !== 'complete' || !isRecord(action.payload)) continue
      for (const [key, raw] of Object.entries(action.payload)) {
        const { variables } = readsOf(raw, stage.screen.id)
        const missing = variables.find(
          ({ source, screen, name }) =>
            source === 'data' && stage.scope.read(source, screen, name) === undefined,
        )
        const at = `${path}.on-click-action.payload.${key}`
        if (missing) this.notes.missing(at, key, missing, () => stepsTo(place, events))
      }
    }
  }

  /** What an endpoint may answer: the screens its routes name, this one again, or the end. */
  #answer(place: Place) {
    const standing: Standing = { ...place.standing, events: [] }
    const { state, asked } = standing
    const here = place.screen
    const before = state.history[state.history.length - 2]
    const routes = ownValue(this.flow.routingModel ?? {}, here) ?? []
    const targets = asked === 'BACK' ? [before ?? here] : [...new Set([...routes, here])]
    for (const target of targets) {
      if (!this.covered.screens.has(target)) continue
      const examples = examplesOf(this.flow, target)
      for (const data of [examples, ...this.#variants(target, examples)]) {
        const next = this.#play(standing, { event: 'reply', screen: target, data })
        if (next.state.error === null && target !== here) this.covered.answer(here, target)
        const at = routes.indexOf(target)
        const path = at === -1 ? this.#pathOf(here) : `routing_model.${here}[${at}]`
        this.#arrive(next, place, path, false)
      }
    }
    if (asked !== 'BACK') this.#arrive(this.#play(standing, SUCCESS), place, '', false)
  }

  #pathOf(screen: string): string {
    return this.covered.screens.get(screen)?.path ?? ''
  }

  /** Whether something that could still be reached was not. */
  #isOpen(): boolean {
    const { covered } = this
    return (
      covered.branches.some(
        (branch) =>
          !covered.reachedBranches.has(branch) &&
          covered.reachedScreens.has(branch.screen.id) &&
          (branch.inside === null || covered.reachedBranches.has(branch.inside)) &&
          this.seen.couldHold(branch, 'fields'),
      ) ||
      [...covered.edges.values()].some(({ reached, from, path }) => {
        const inside = covered.branchOf.get(path)
        return (
          reached === 'no' &&
          covered.reachedScreens.has(from) &&
          (inside === undefined || covered.reachedBranches.has(inside))
        )
      })
    )
  }
}
