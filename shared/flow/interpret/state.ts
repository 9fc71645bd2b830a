/** The running flow as plain data: its state, what can happen to it, and what it asks for. */

type Values = Readonly<Record<string, unknown>>
type ByScreen<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

/** How far one field has come; an error text shows once it was changed and left. */
export type Trace = {
  readonly changed: boolean
  readonly left: boolean
  /** The value still is the one the flow started it with. */
  readonly initial: boolean
}

/** How asking the endpoint can fail, as phones report it (§8.4). */
export type RequestFault = 'timeout_error' | 'unexpected_http_status_code'

/** A fault that a phone shows in place of the screen, under the platform's name where it has one (§8.4). */
export type RunError = {
  readonly kind: 'invalid-screen-transition' | 'payload-schema-error' | RequestFault
  readonly message: string
}

type Running = {
  /** Screen ids from the first to the current one; empty before an endpoint has named the first. */
  readonly history: readonly string[]
  /** Data handed to each screen; `__example__` values are laid underneath when `examples` is on. */
  readonly data: ByScreen<unknown>
  /** What was entered on each screen, never cleared while the flow runs. */
  readonly forms: ByScreen<unknown>
  readonly traces: ByScreen<Trace>
  /** Fields whose server error was edited or left, by screen. */
  readonly dismissed: ByScreen<true>
  /** The message's token; null when the sender gave none. */
  readonly flowToken: string | null
  readonly examples: boolean
  /** A short notice from the endpoint; gone with the next event. */
  readonly snackbar: string | null
  /** Shown in place of the screen until the user goes back. */
  readonly error: RunError | null
}

/** JSON-serialisable, so that it can be stored, sent and carried over to an edited flow. */
export type RunState =
  | (Running & { readonly status: 'open' })
  | (Running & { readonly status: 'waiting' })
  | (Running & { readonly status: 'completed'; readonly payload: Values })
  | (Running & { readonly status: 'closed' })

export type StartOptions = {
  /** The first screen to show; the flow's first when absent or unknown. */
  screen?: string
  /** Data for the first screen, as the message that opens the flow carries it. */
  data?: Record<string, unknown>
  flowToken?: string
  /** Fills data nobody supplied from `__example__`, as builder and preview do. */
  examples?: boolean
  /** Opens by `data_exchange`: the endpoint's answer to INIT names the first screen (§8.2). */
  asksEndpoint?: boolean
}

/**
 * What can happen. `input` sets a value: text kinds take a string, RadioButtonsGroup and Dropdown
 * an option id (`''` takes the choice back), CheckboxGroup and ChipsSelector a list of ids, OptIn a
 * boolean, date kinds `YYYY-MM-DD` or in range mode `{ start-date, end-date }`, media pickers a list
 * of MediaValue. `blur` says that the user left the field; errors show from then on.
 */
export type RunEvent =
  | { type: 'input'; name: string; value: unknown }
  | { type: 'blur'; name: string }
  | { type: 'tap'; target: 'footer' }
  | { type: 'tap-link'; path: string }
  | { type: 'tap-optin'; name: string }
  /** A row of a NavigationList, by the list's name and the row's id. */
  | { type: 'tap-item'; name: string; id: string }
  | { type: 'back' }
  /** The endpoint's answer to a `request`. Screen `SUCCESS` ends the flow. */
  | { type: 'reply'; screen: string; data: Record<string, unknown> }
  /** The endpoint could not be reached or answered badly: a short notice, or with `fault` the error view. */
  | { type: 'request-failed'; message: string; fault?: RequestFault }

export type RequestAction = 'INIT' | 'data_exchange' | 'BACK'

/** Orders to the caller; the interpreter itself touches nothing outside. */
export type Effect =
  | { type: 'open-url'; url: string }
  | { type: 'complete'; payload: Record<string, unknown> }
  | {
      type: 'request'
      action: RequestAction
      /** The current screen; empty for INIT. */
      screen: string
      data: Record<string, unknown>
      flowToken: string | null
    }
  | { type: 'close' }

/** An action of the flow that ran, with its payload resolved. */
export type RanAction = {
  readonly name: 'navigate' | 'complete' | 'data_exchange' | 'update_data' | 'open_url'
  readonly payload: Values
  /** Where `navigate` leads. */
  readonly next?: string
  /** What `open_url` opens. */
  readonly url?: string
}

/** `ran`: the flow's own actions that the event set off, for those who keep a log. */
export type Stepped = { state: RunState; effects: Effect[]; ran?: readonly RanAction[] }
