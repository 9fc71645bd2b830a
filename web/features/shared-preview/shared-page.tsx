/** The shared preview at /p/{token}: for whoever holds a link, with nothing else of the app in reach. */
import { useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { GonePage, OpeningPage, PasswordPage, StuckPage, WontWorkPage } from './door.tsx'
import { SharedPreview } from './shared-preview.tsx'
import { createVisit, type VisitState } from './visit.ts'

export default function SharedPage() {
  const params = useParams<{ where?: string }>()
  const visit = createVisit(params.where ?? '')
  const when = <At extends VisitState['at']>(at: At) => {
    const now = visit.state()
    return now.at === at ? (now as Extract<VisitState, { at: At }>) : undefined
  }
  return (
    <Switch fallback={<OpeningPage />}>
      <Match when={when('password')}>
        <PasswordPage onUnlock={visit.unlock} />
      </Match>
      <Match when={when('inside')}>
        {(inside) => <SharedPreview shared={inside().shared} onLook={visit.look} />}
      </Match>
      <Match when={when('ended')}>
        {(ended) => <WontWorkPage wasInside={ended().wasInside} />}
      </Match>
      <Match when={when('gone')}>
        <GonePage />
      </Match>
      <Match when={when('stuck')}>
        {(stuck) => <StuckPage words={stuck().words} onRetry={visit.look} />}
      </Match>
    </Switch>
  )
}
