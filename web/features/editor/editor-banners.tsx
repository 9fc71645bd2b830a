/** What must be said over the editor: a frozen version, no right to edit, a room that closed for good. */
import { Match, Show, Switch } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatDateTime } from '../../ui/time.tsx'
import { RunningBanner } from '../cut-over/running-banner.tsx'

export function EditorBanners(props: {
  version: VersionDetail
  canEdit: boolean
  canMakeTemplates: boolean
  /** Why the room closed for good, in words; null while it is open. */
  closed: string | null
  /** It closed because nobody is signed in any more. */
  signedOut: boolean
  onSignIn: () => void
  /** The room is open and will not take edits that were made here. */
  stranded: boolean
  /** Edits that never reached the room. */
  unsaved: boolean
  text: () => string
  makingDraft: boolean
  onNewDraft: () => void
  onReopen: () => void
  onDiscard: () => void
}) {
  const draft = () => props.version.versions.find((one) => one.state === 'draft')
  /** Published, and nothing sends it yet. */
  const needsTemplate = () =>
    props.version.state === 'published' &&
    props.canMakeTemplates &&
    props.version.templates.length === 0
  const frozen = () => props.version.state !== 'draft'
  return (
    <>
      <Show when={props.closed}>
        {(words) => (
          <Banner
            tone="bad"
            actions={
              <>
                <CopyButton text={props.text()} label="Copy the flow's JSON">
                  Copy the JSON
                </CopyButton>
                <Show
                  when={props.signedOut}
                  fallback={<Button onClick={props.onReopen}>Try again</Button>}
                >
                  <Button onClick={props.onSignIn}>Sign in</Button>
                </Show>
              </>
            }
          >
            {words()} {props.unsaved ? 'Your newest edits are only on this page.' : ''}
          </Banner>
        )}
      </Show>
      <Show when={props.stranded}>
        <Banner
          tone="bad"
          actions={
            <>
              <CopyButton text={props.text()} label="Copy the flow's JSON">
                Copy the JSON
              </CopyButton>
              <Button onClick={props.onDiscard}>Leave my edits behind</Button>
            </>
          }
        >
          Your newest edits are only on this page: the flow can no longer be edited by you.
        </Banner>
      </Show>
      <Show when={props.version.cutOver}>{(running) => <RunningBanner running={running()} />}</Show>
      <Switch>
        <Match when={frozen()}>
          <Banner
            icon="lock"
            actions={
              <>
                <Show when={props.version.replacedBy}>
                  {(next) => (
                    <LinkButton href={`/chat/flows/${next().publicId}`}>
                      Open version {next().number}
                    </LinkButton>
                  )}
                </Show>
                <Show when={props.version.state === 'published' && props.canMakeTemplates}>
                  <LinkButton
                    variant={needsTemplate() ? 'primary' : 'secondary'}
                    href={`/templates/create?flow=${props.version.publicId}`}
                  >
                    Create a template
                  </LinkButton>
                </Show>
                <Show when={props.canEdit}>
                  <Show
                    when={draft()}
                    fallback={
                      <Button
                        variant={needsTemplate() ? 'secondary' : 'primary'}
                        loading={props.makingDraft}
                        onClick={props.onNewDraft}
                      >
                        New draft from this version
                      </Button>
                    }
                  >
                    {(one) => (
                      <LinkButton
                        variant={needsTemplate() ? 'secondary' : 'primary'}
                        href={`/chat/flows/${one().publicId}`}
                      >
                        Open draft {one().number}
                      </LinkButton>
                    )}
                  </Show>
                </Show>
              </>
            }
          >
            {frozenWords(props.version)}
            {props.version.replacedBy
              ? ` Version ${props.version.replacedBy.number} took its place.`
              : ''}
            {needsTemplate() ? ' Next: a template, the message whose button opens it.' : ''}
          </Banner>
        </Match>
        <Match when={!props.canEdit && !props.closed}>
          <Banner icon="eye">
            You see every edit as it happens. Your role may not edit flows.
          </Banner>
        </Match>
      </Switch>
    </>
  )
}

function frozenWords({ state, publishedAt, publishedBy }: VersionDetail): string {
  const when = publishedAt === null ? '' : ` on ${formatDateTime(publishedAt)}`
  const who = publishedBy ? ` by ${publishedBy}` : ''
  return state === 'published'
    ? `Published${when}${who}. It can't be edited.`
    : `Published${when}, deprecated since. It can't be edited or sent.`
}
