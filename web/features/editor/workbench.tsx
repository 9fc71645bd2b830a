/** The editor's panels: outline, code with its problems, preview; side by side, or as tabs on a phone. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { utf8Length } from '../../../shared/flow/position.ts'
import type { Room } from '../../collab/room.ts'
import { createRemembered } from '../../shell/remembered.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { CodeEditor } from './code-editor.tsx'
import { CodeToolbar } from './code-toolbar.tsx'
import styles from './editor.module.css'
import { Outline } from './outline.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { Problems } from './problems.tsx'
import type { Workshop } from './workshop.ts'

type Tab = 'json' | 'preview' | 'problems'

export function Workbench(props: {
  room: Room
  shop: Workshop
  name: string
  readOnly: boolean
  /** Published or deprecated: nobody edits it any more. */
  frozen: boolean
  onShortcuts: () => void
  /** Names the text as it is now; null where one may not. */
  onName: (() => void) | null
  onDownload: () => void
  /** A phone's window: panels are tabs, and `strip` says what the top bar has no room for. */
  narrow: boolean
  strip: JSX.Element
  banners: JSX.Element
}) {
  const { shop } = props
  const narrow = () => props.narrow
  const [tab, setTab] = createSignal<Tab>('json')
  const [outline, setOutline] = createRemembered('flowroom.editor.outline', true)
  const [problems, setProblems] = createRemembered('flowroom.editor.problems', true)
  const [preview, setPreview] = createRemembered('flowroom.editor.preview', true)
  const setters = { outline: setOutline, problems: setProblems, preview: setPreview }
  const panels = { outline, problems, preview }
  shop.onJump(() => setTab('json'))

  const diagnostics = createMemo(() => shop.check.checked()?.diagnostics ?? null)
  const errorCount = createMemo(
    () => (diagnostics() ?? []).filter((found) => found.severity === 'error').length,
  )
  const about = createMemo(() => {
    const { flow, text } = shop.reading()
    const version = flow?.version ? `v${flow.version} · ` : ''
    return `${version}${sizeInWords(utf8Length(text))}`
  })
  const run = () => {
    runFrom(shop.run)
    if (narrow()) setTab('preview')
  }
  // On the window: after the last screen nothing in the phone has the focus any more.
  onRunKey(run)
  /** Whatever one does oneself ends following. */
  const letGo = () => shop.following() !== null && shop.follow(null)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears whatever one does in the panels; the controls are inside
    <div
      class={styles.bench}
      data-narrow={narrow()}
      onPointerDown={letGo}
      onWheel={letGo}
      onKeyDown={letGo}
    >
      <div class={styles.banners}>{props.banners}</div>
      <Show when={narrow()}>
        <div class={styles.strip}>{props.strip}</div>
        <div class={styles.tabs}>
          <Segmented<Tab>
            label="Show"
            value={tab()}
            onChange={setTab}
            options={[
              { value: 'json', label: 'JSON' },
              { value: 'preview', label: 'Preview' },
              {
                value: 'problems',
                label: errorCount() > 0 ? `Problems ${errorCount()}` : 'Problems',
              },
            ]}
          />
        </div>
      </Show>
      <Show when={props.room.synced()} fallback={<Opening status={props.room.status()} />}>
        <div class={styles.columns}>
          <Show when={!narrow() && outline()}>
            <div class={styles.outline}>
              <Outline
                flow={shop.reading().flow}
                diagnostics={diagnostics() ?? []}
                screenAt={shop.place().screen}
                componentAt={shop.place().component}
                shown={shop.run.view()?.screenId ?? null}
                standing={shop.standing()}
                onScreen={shop.showScreen}
                onPath={shop.jumpToPath}
              />
            </div>
          </Show>
          <section
            class={styles.middle}
            hidden={narrow() && tab() === 'preview'}
            aria-label="Flow JSON"
          >
            <div
              class={styles.code}
              hidden={narrow() && tab() !== 'json'}
              style={{ '--followed': shop.followColour() ?? undefined }}
              data-following={shop.followColour() !== null}
            >
              <CodeToolbar
                path={shop.path()}
                text={() => props.room.text.toString()}
                onFind={() => shop.code()?.find()}
                onDownload={props.onDownload}
                onShortcuts={props.onShortcuts}
                panels={
                  narrow()
                    ? null
                    : {
                        outline: outline(),
                        problems: problems(),
                        preview: preview(),
                        toggle: (panel) => setters[panel](!panels[panel]()),
                      }
                }
              />
              <CodeEditor
                ref={shop.setCode}
                text={props.room.text}
                awareness={props.room.awareness}
                readOnly={props.readOnly}
                label={`JSON of ${props.name}`}
                checked={shop.check.checked()}
                marked={shop.marked()}
                onCursor={shop.setCaret}
                onRun={run}
                onSave={() => {
                  const name = props.onName
                  toast({
                    title: 'Every edit is saved as you type',
                    ...(name
                      ? {
                          detail: 'To come back to this state later, name it.',
                          action: { label: 'Name it', onSelect: name },
                        }
                      : {}),
                  })
                }}
              />
            </div>
            <Show when={narrow() ? tab() === 'problems' : problems()}>
              <div class={styles.problems}>
                <Problems
                  diagnostics={diagnostics()}
                  about={about()}
                  frozen={props.frozen}
                  onJump={shop.showProblem}
                />
              </div>
            </Show>
          </section>
          <Show when={narrow() ? tab() === 'preview' : preview()}>
            <aside class={styles.preview} aria-label="Preview">
              <PreviewPanel
                flow={shop.shown()?.flow ?? null}
                run={shop.run}
                stamp={shop.stamp()}
                broken={shop.broken()}
              />
            </aside>
          </Show>
        </div>
      </Show>
    </div>
  )
}

/** Before the text is here: bones, and why it takes long where that is known. */
function Opening(props: { status: string }) {
  return (
    <div class={styles.opening} aria-busy="true">
      <p role="status">
        {props.status === 'offline'
          ? 'No connection yet. The flow opens as soon as there is one.'
          : 'Opening the flow…'}
      </p>
      <Skeleton width="42%" />
      <Skeleton width="30%" />
      <Skeleton width="55%" />
      <Skeleton width="48%" />
      <Skeleton width="36%" />
    </div>
  )
}

/** "18 KB" */
function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
