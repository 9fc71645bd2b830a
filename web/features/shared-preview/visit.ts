/** Where a visit by a share link stands, from the first hit to its end; the token leaves the address at the first hit. */
import { useNavigate } from '@solidjs/router'
import { createSignal, onCleanup } from 'solid-js'
import { guestPath, type SharedFlow, Visit } from '../../../shared/api/shares.ts'
import { onBack } from '../../api/connection.ts'
import { askAsGuest } from '../../api/guest.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'

export type VisitState =
  | { at: 'opening' }
  | { at: 'password'; linkId: string }
  | { at: 'inside'; shared: SharedFlow }
  /** `wasInside`: it worked until now on this very page. */
  | { at: 'ended'; wasInside: boolean }
  /** What the link showed was deleted. */
  | { at: 'gone' }
  /** Nothing answered, or not as it should; it is asked again by itself when the server is back. */
  | { at: 'stuck'; words: string }

export type GuestVisit = ReturnType<typeof createVisit>

/** Timers of browsers take 24 days at most. */
const longestWaitMs = 24 * 24 * 3600 * 1000

/** `where` is what follows `/p/` in the address: a token, or `link/` and a link's id. */
export function createVisit(where: string) {
  const navigate = useNavigate()
  const [state, setState] = createSignal<VisitState>({ at: 'opening' })
  const known = /^link\/([\w-]+)$/.exec(where)?.[1] ?? null
  let linkId = known
  let token = known === null ? where : null
  let ending: ReturnType<typeof setTimeout> | undefined

  const take = (visit: Visit): void => {
    clearTimeout(ending)
    linkId = visit.state === 'inside' ? visit.shared.linkId : visit.linkId
    if (token !== null) {
      // From here on the cookie is the key: the secret is nowhere on the page any more.
      token = null
      navigate(`${guestPath}/${linkId}`, { replace: true, scroll: false })
    }
    if (visit.state !== 'inside') {
      setState(visit.state === 'gone' ? { at: 'gone' } : { at: 'password', linkId })
      return
    }
    askAsGuest(linkId)
    const { endsInMs } = visit.shared
    ending = setTimeout(() => void look(), Math.min(longestWaitMs, endsInMs + 100))
    setState({ at: 'inside', shared: visit.shared })
  }

  const refused = (error: unknown): void => {
    const wasInside = state().at === 'inside'
    if (isProblem(error, 'no-such-link')) {
      if (token !== null) navigate(guestPath, { replace: true, scroll: false })
      token = null
      clearTimeout(ending)
      setState({ at: 'ended', wasInside })
    } else if (isProblem(error, 'shared-flow-gone')) setState({ at: 'gone' })
    // Inside, the preview says itself that there is no connection, and shows what it has.
    else if (!wasInside) setState({ at: 'stuck', words: wordsFor(error) })
  }

  /** Asks the server where the visit stands. */
  async function look(): Promise<void> {
    try {
      if (token !== null) take(await request('guest.open', {}, { body: { token }, reply: Visit }))
      else if (linkId === null) setState({ at: 'ended', wasInside: false })
      else take(await request('guest.get', { linkId }, { reply: Visit }))
    } catch (error) {
      refused(error)
    }
  }

  /** @throws ApiProblem wrong-password, too-many-requests */
  async function unlock(password: string): Promise<void> {
    if (linkId === null) return
    try {
      take(await request('guest.unlock', { linkId }, { body: { password }, reply: Visit }))
    } catch (error) {
      if (!isProblem(error, 'no-such-link')) throw error
      refused(error)
    }
  }

  onCleanup(onBack(() => state().at === 'stuck' && void look()))
  onCleanup(() => {
    clearTimeout(ending)
    askAsGuest(null)
  })
  void look()

  return { state, look, unlock }
}
