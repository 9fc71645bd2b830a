/** The gallery at /docs/components: every component in every state, on both platforms, light and dark. */
import { useSearchParams } from '@solidjs/router'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { type GalleryKind, gallery } from '../../../../shared/flow/gallery/states.ts'
import { Page } from '../../../ui/page.tsx'
import { SearchBox } from '../../../ui/search-box.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { DEVICE_SCALE, type PhoneSettings, readSettings, WIDTHS } from '../settings.ts'
import { StillScreen } from '../still.tsx'
import styles from './gallery-page.module.css'
import { WholeScreens } from './whole-screens.tsx'

type Search = { platform?: string; theme?: string; width?: string; find?: string }

export default function GalleryPage(): JSX.Element {
  const [params, setParams] = useSearchParams<Search>()
  const kinds = gallery()
  const settings = createMemo(() =>
    readSettings({
      platform: params.platform,
      theme: params.theme,
      width: Number(params.width ?? 0),
    }),
  )
  const change = (to: Search) => setParams(to, { replace: true })
  const shown = createMemo(() => {
    const wanted = (params.find ?? '').trim().toLowerCase()
    return kinds.filter(({ kind, title }) => `${kind} ${title}`.toLowerCase().includes(wanted))
  })
  return (
    <Page full title="Components" back="/docs" breadcrumb={[{ label: 'API', href: '/docs' }]}>
      <div class={styles.page}>
        <div class={styles.bar}>
          <SearchBox
            label="Find a component"
            value={params.find ?? ''}
            onInput={(find) => change({ find })}
          />
          <Segmented
            label="Platform"
            value={settings().platform}
            options={[
              { value: 'android', label: 'Android' },
              { value: 'ios', label: 'iPhone' },
            ]}
            onChange={(platform) => change({ platform })}
          />
          <Segmented
            label="Theme of the phone"
            value={settings().theme}
            options={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={(theme) => change({ theme })}
          />
          <Segmented
            label="Width of the phone"
            value={String(settings().width)}
            options={WIDTHS.map((width) => ({ value: String(width), label: String(width) }))}
            onChange={(width) => change({ width })}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
        <section class={styles.scroll} aria-label="All components" tabIndex={0}>
          <p class={styles.lead}>
            How the preview draws each component of the language, with what it says when it is
            empty, filled, wrong, long or switched off.
          </p>
          <Show
            when={shown().length > 0}
            fallback={<p class={styles.none}>No component is called so.</p>}
          >
            <For each={shown()}>{(kind) => <KindSection kind={kind} settings={settings()} />}</For>
          </Show>
          <Show when={shown().length === kinds.length}>
            <WholeScreens settings={settings()} />
          </Show>
        </section>
      </div>
    </Page>
  )
}

function KindSection(props: { kind: GalleryKind; settings: PhoneSettings }) {
  return (
    <section class={styles.kind} aria-labelledby={`kind-${props.kind.kind}`}>
      <header>
        <h2 id={`kind-${props.kind.kind}`}>{props.kind.title}</h2>
        <code>{props.kind.kind}</code>
        <p>{props.kind.help}</p>
      </header>
      <div class={styles.states}>
        <For each={props.kind.states}>
          {(state) => (
            <figure
              class={styles.state}
              style={{ width: `${Math.round(props.settings.width * DEVICE_SCALE)}px` }}
            >
              <figcaption>{state.name}</figcaption>
              <StillScreen
                view={state.view}
                theme={props.settings.theme}
                platform={props.settings.platform}
                focus={state.focus}
              />
            </figure>
          )}
        </For>
      </div>
    </section>
  )
}
