/** A run for looking at: data from the examples in the flow, links opened, endpoints not asked. */
import { type Accessor, onCleanup, onMount } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { createRun, type Run } from '../create-run.ts'
import { openLink } from '../open-link.ts'

/** Stands for the token of the message that would open the flow. */
export const PREVIEW_TOKEN = 'preview'

export function createPreviewRun(flow: Accessor<Flow | null>): Run {
  const run = createRun(flow, {
    examples: true,
    flowToken: PREVIEW_TOKEN,
    onEffect: (effect) => {
      if (effect.type === 'open-url') openLink(effect.url)
      // Endpoints of a flow are not asked from a preview: nobody's data goes out of it.
      if (effect.type === 'request')
        run.send({
          type: 'request-failed',
          message: 'This step asks the endpoint. The preview does not call it.',
        })
    },
  })
  return run
}

/** Begins again, at a screen when one is given. */
export const runFrom = (run: Run, screen?: string): void =>
  run.restart({
    examples: true,
    flowToken: PREVIEW_TOKEN,
    ...(screen === undefined ? {} : { screen }),
  })

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
