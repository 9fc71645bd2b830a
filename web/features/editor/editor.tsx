/** The editor's page around one room: top bar, banners, and the panels side by side or as tabs. */
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import type { VersionDetail } from '../../../shared/api/flows.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { noteSignedOut, onBack } from '../../api/connection.ts'
import { fileName, saveFile } from '../../api/download.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useMe } from '../../api/me.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createRoom, hasUnsaved } from '../../collab/room.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import type { Pick } from '../../ui/quick-pick.tsx'
import { formatDateTime } from '../../ui/time.tsx'
import { dismissToast, toast } from '../../ui/toast.tsx'
import { createComments } from '../comments/comments.ts'
import { DeprecateDialog } from '../flows/deprecate-dialog.tsx'
import { UsesDialog } from '../flows/uses.tsx'
import { StatePill } from '../phone/live/state-pill.tsx'
import { ShareDialog } from '../share/share-button.tsx'
import { EditorBanners } from './editor-banners.tsx'
import { FlowNameField } from './flow-name.tsx'
import { NameVersionDialog } from './name-version-dialog.tsx'
import { createNarrow } from './narrow.ts'
import { PeopleHere } from './people-here.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { SaveState } from './save-state.tsx'
import { saveWords } from './save-words.ts'
import { SettingsDialog } from './settings-dialog.tsx'
import { createShortcuts, Shortcuts } from './shortcuts.tsx'
import { draftFrom, duplicateVersion } from './version-actions.ts'
import { picksOf, versionEntries } from './version-entries.ts'
import { Workbench } from './workbench.tsx'
import { createWorkshop } from './workshop.ts'

const inWords = new Intl.ListFormat('en', { type: 'conjunction' })

/** Opens the room, and opens it anew where the old one ended and there is reason to try again. */
export function Editor(props: { publicId: string; version: VersionDetail; refresh: () => void }) {
  const [attempt, setAttempt] = createSignal(1)
  return (
    <Show when={attempt()} keyed>
      {(_attempt) => <InRoom {...props} onReopen={() => setAttempt((count) => count + 1)} />}
    </Show>
  )
}

function InRoom(props: {
  publicId: string
  version: VersionDetail
  refresh: () => void
  onReopen: () => void
}) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const room = createRoom({ publicId: props.publicId })
  onCleanup(room.destroy)
  const which = () => ({ workspaceId: workspace.id, publicId: props.publicId })
  const isDraft = () => props.version.state === 'draft'
  const mayEdit = () => workspace.can('edit-flows')
  const readOnly = () => room.readOnly() || !isDraft()
  const shop = createWorkshop(room)
  const comments = createComments({
    workspaceId: workspace.id,
    flowId: props.version.flowId,
    publicId: props.publicId,
    room,
    reading: shop.reading,
    mayComment: () => workspace.can('comment'),
  })
  // Read in another tab is read here.
  const me = useMe()
  useFeed(
    () => [`notifications:${known(me)?.user.id ?? ''}`],
    () => void comments.reload(),
  )
  const narrow = createNarrow()
  const text = () => room.text.toString()

  const [dialog, setDialog] = createSignal<
    'publish' | 'name' | 'settings' | 'discard' | 'share' | 'uses' | 'deprecate' | null
  >(null)
  // The list's "Publish…" leads here: once the text is there, its dialog opens.
  const [search, setSearch] = useSearchParams<{ publish?: string }>()
  createEffect(() => {
    // What is read of it comes a frame behind the text itself.
    if (!search.publish || !room.synced() || shop.text() !== text()) return
    setSearch({ publish: undefined }, { replace: true, scroll: false })
    if (isDraft() && workspace.can('publish-flows')) setDialog('publish')
  })
  const shortcuts = createShortcuts()
  const [makingDraft, setMakingDraft] = createSignal(false)

  // Signed out in mid-work: the shell asks to sign in over the page; the text stays, and the room opens again after.
  const wasSignedOut = () => room.closed()?.code === closeCode.notSignedIn
  onCleanup(onBack(() => wasSignedOut() && props.onReopen()))

  // Its next step stands on the next page by then.
  let published: number | undefined
  onCleanup(() => published !== undefined && dismissToast(published))

  const go = (publicId: string) => navigate(`/chat/flows/${publicId}`)
  const duplicate = async () => {
    try {
      const made = await duplicateVersion(which())
      toast({ tone: 'good', title: 'Duplicated', detail: 'You are in the copy now.' })
      go(made.publicId)
    } catch (error) {
      toast({ tone: 'bad', title: 'Not duplicated', detail: wordsFor(error) })
    }
  }
  const newDraft = async () => {
    setMakingDraft(true)
    try {
      go((await draftFrom(which())).publicId)
    } catch (error) {
      // Somebody was faster: the page learns of their draft and offers to open it.
      if (isProblem(error, 'draft-exists')) props.refresh()
      toast({ tone: 'bad', title: 'No new draft', detail: wordsFor(error) })
    } finally {
      setMakingDraft(false)
    }
  }
  const download = () =>
    saveFile(new Blob([text()], { type: 'application/json' }), fileName(props.version.name, 'json'))

  const came = () => shop.sessionStart.at()
  const isAsItWas = () =>
    shop.sessionStart.text() === null || shop.sessionStart.text() === shop.text()
  const discardWords = () => {
    const others = dialog() === 'discard' ? shop.sessionStart.others() : []
    const when = came() === null ? '' : `, ${formatDateTime(came()!)}`
    const whose =
      others.length === 0
        ? 'Nobody else has changed it since.'
        : `That takes back what ${inWords.format(others)} did since as well.`
    return `The text goes back to what it was when you opened it${when}. ${whose} It is one step that you can undo, and the history keeps everything.`
  }
  const discard = () => {
    const before = shop.sessionStart.text()
    if (before === null) return
    shop.editing.rewrite(before)
    toast({
      title: 'Changes discarded',
      action: { label: 'Undo', onSelect: shop.editing.takeBack },
    })
  }
  const whyNoDiscard = () =>
    readOnly()
      ? 'This text cannot be changed by you.'
      : isAsItWas()
        ? 'Nothing has changed since you came.'
        : null
  const entries = () =>
    versionEntries({
      version: props.version,
      canEdit: mayEdit(),
      onShare: () => setDialog('share'),
      onExport: download,
      onDuplicate: () => void duplicate(),
      onName: () => setDialog('name'),
      onDiscard: () => setDialog('discard'),
      discardOff: whyNoDiscard(),
      onSettings: () => setDialog('settings'),
      onNewDraft: () => void newDraft(),
      onUses: () => setDialog('uses'),
      onDeprecate: () => setDialog('deprecate'),
    })
  const commands = (): Pick[] => [
    ...(isDraft() && mayEdit()
      ? [
          {
            label: 'Publish',
            icon: 'publish' as const,
            disabledReason: whyNoPublish(),
            onPick: () => setDialog('publish'),
          },
        ]
      : []),
    ...picksOf(entries(), navigate),
    { label: 'Keyboard shortcuts', icon: 'keyboard', keys: ['?'], onPick: shortcuts.show },
    { label: 'All flows', icon: 'flows', onPick: () => navigate('/chat/flows') },
  ]
  const whyNoPublish = () => (room.synced() ? props.version.allowed.publish : 'Opening the flow.')

  const pill = () => <StatePill version={props.version} />
  const save = () => saveWords(room.status(), readOnly())
  /** A frozen version has nothing to save and nobody to follow: only trouble is news. */
  const isNews = () =>
    isDraft() ? room.synced() || room.status() !== 'saved' : save().tone !== 'good'
  const status = () => (
    <Show when={isNews()}>
      <SaveState state={save()} text={text} />
    </Show>
  )
  const people = () => (
    <PeopleHere
      people={[...room.people()].reverse()}
      myId={room.me()?.id ?? null}
      following={shop.following()}
      followable={shop.followable()}
      onFollow={shop.follow}
    />
  )

  return (
    <Page
      full
      title={props.version.name}
      breadcrumb={[{ label: 'Flows', href: '/chat/flows' }]}
      {...(narrow() ? { back: '/chat/flows' } : {})}
      titleSlot={
        <FlowNameField
          workspaceId={workspace.id}
          flowId={props.version.flowId}
          name={props.version.name}
          canRename={mayEdit()}
          onRenamed={props.refresh}
        />
      }
      {...(narrow() ? {} : { pill: pill(), status: status(), people: people() })}
      actions={
        <>
          <Menu
            label="More about this flow"
            entries={[
              ...entries(),
              { label: 'Keyboard shortcuts', icon: 'keyboard', onSelect: shortcuts.show },
            ]}
          />
          <Show when={!isDraft() && !narrow()}>
            <LinkButton icon="responses" href={`/chat/flows/${props.publicId}/responses`}>
              View responses
            </LinkButton>
          </Show>
          <Show when={!narrow()}>
            <Button icon="share" onClick={() => setDialog('share')}>
              Share
            </Button>
          </Show>
          <Show when={isDraft() && mayEdit()}>
            <Button
              variant="primary"
              disabledReason={whyNoPublish()}
              onClick={() => setDialog('publish')}
            >
              Publish
            </Button>
          </Show>
        </>
      }
    >
      <Workbench
        room={room}
        shop={shop}
        comments={comments}
        name={props.version.name}
        readOnly={readOnly()}
        frozen={!isDraft()}
        onShortcuts={shortcuts.show}
        onName={mayEdit() ? () => setDialog('name') : null}
        onDownload={download}
        onSettings={() => setDialog('settings')}
        commands={commands()}
        narrow={narrow()}
        // On a phone the top bar has room for the name and the buttons alone.
        strip={
          <>
            {pill()}
            {status()}
            {people()}
          </>
        }
        banners={
          <EditorBanners
            version={props.version}
            canEdit={mayEdit()}
            canMakeTemplates={workspace.can('edit-templates')}
            closed={room.closed()?.reason ?? null}
            signedOut={wasSignedOut()}
            onSignIn={noteSignedOut}
            stranded={room.status() === 'cannot-save' && room.closed() === null}
            unsaved={room.closed() !== null && hasUnsaved()}
            text={text}
            makingDraft={makingDraft()}
            onNewDraft={() => void newDraft()}
            onReopen={props.onReopen}
            onDiscard={() => void room.discardUnsaved().then(props.onReopen)}
          />
        }
      />
      <PublishDialog
        open={dialog() === 'publish'}
        onClose={() => setDialog(null)}
        which={which()}
        version={props.version}
        text={shop.text()}
        saveState={room.status()}
        check={shop.check}
        flow={shop.reading().flow}
        onSettings={() => setDialog('settings')}
        onJump={shop.jumpTo}
        onNamed={props.refresh}
        onPublished={() => {
          props.refresh()
          published = toast({
            tone: 'good',
            title: 'Published',
            detail: 'Templates can send it now.',
          })
        }}
      />
      <UsesDialog
        open={dialog() === 'uses'}
        onClose={() => setDialog(null)}
        publicId={props.publicId}
        name={props.version.name}
        number={props.version.number}
      />
      <DeprecateDialog
        open={dialog() === 'deprecate'}
        onClose={() => setDialog(null)}
        publicId={props.publicId}
        name={props.version.name}
        onDone={props.refresh}
      />
      <ShareDialog
        open={dialog() === 'share'}
        onClose={() => setDialog(null)}
        version={props.version}
      />
      <SettingsDialog
        open={dialog() === 'settings'}
        onClose={() => setDialog(null)}
        workspaceId={workspace.id}
        version={props.version}
        mayEdit={mayEdit()}
        editing={readOnly() ? null : shop.editing}
        text={dialog() === 'settings' ? shop.text() : ''}
        flow={shop.reading().flow}
        onChanged={props.refresh}
      />
      <ConfirmDialog
        open={dialog() === 'discard'}
        onClose={() => setDialog(null)}
        title="Discard the changes since you came?"
        confirm="Discard changes"
        danger
        onConfirm={discard}
      >
        {discardWords()}
      </ConfirmDialog>
      <NameVersionDialog
        open={dialog() === 'name'}
        onClose={() => setDialog(null)}
        which={which()}
        onNamed={props.refresh}
      />
      <Shortcuts open={shortcuts.open()} onClose={shortcuts.close} />
    </Page>
  )
}
