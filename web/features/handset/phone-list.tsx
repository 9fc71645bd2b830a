/** The simulated phones at hand: find one, see what is unread, take a new one. */
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { wordsFor } from '../../api/problem.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { plainChatText } from '../../ui/chat-markup.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { formatRelative } from '../../ui/time.tsx'
import { nextFreeNumber, spacedNumber } from './handset-number.ts'
import type { SimulatedPhone } from './phone-api.ts'
import styles from './phone-list.module.css'

export function PhoneList(props: {
  phones: SimulatedPhone[]
  loading: boolean
  current: string | null
  search: string
  onSearch: (text: string) => void
  onChoose: (number: string) => void
  /** Takes a new phone into use. @throws ApiProblem */
  onAdd: (phone: { number: string; name?: string }) => Promise<void>
}): JSX.Element {
  const [adding, setAdding] = createSignal(false)
  return (
    <section class={styles.list} aria-label="Simulated phones">
      <div class={styles.tools}>
        <SearchBox
          label="Search phones"
          placeholder="Search name or number"
          value={props.search}
          onInput={props.onSearch}
        />
        <IconButton
          icon="plus"
          label="Add a phone"
          variant="secondary"
          onClick={() => setAdding(true)}
        />
      </div>
      <Switch>
        <Match when={props.loading}>
          <div class={styles.bones} role="status" aria-label="Loading">
            <Skeleton height="40px" />
            <Skeleton height="40px" />
            <Skeleton height="40px" />
          </div>
        </Match>
        <Match when={props.phones.length === 0 && props.search}>
          <p class={styles.nothing}>No phone matches “{props.search}”.</p>
        </Match>
        <Match when={props.phones.length === 0}>
          <p class={`${styles.nothing} ${styles.roomy}`}>
            No phone yet. Add one, or send a campaign to a number such as
            {' +999\u00a0000\u00a00001'}.
          </p>
        </Match>
      </Switch>
      <ul class={styles.phones}>
        <For each={props.phones}>
          {(phone) => (
            <li>
              <button
                type="button"
                class={styles.phone}
                aria-current={props.current === phone.number ? 'true' : undefined}
                onClick={() => props.onChoose(phone.number)}
              >
                <span class={styles.face} aria-hidden="true">
                  {phone.number.slice(-2)}
                </span>
                <span class={styles.text}>
                  <span class={styles.top}>
                    <span class={styles.name} dir="auto">
                      {phone.name}
                    </span>
                    <Show when={phone.lastMessage}>
                      {(last) => (
                        <span class={styles.when}>
                          {formatRelative(new Date(last().at).getTime(), Date.now())}
                        </span>
                      )}
                    </Show>
                  </span>
                  <span class={styles.bottom}>
                    <span class={styles.last} dir="auto">
                      {phone.lastMessage?.direction === 'from-phone' ? 'You: ' : ''}
                      {phone.lastMessage
                        ? plainChatText(phone.lastMessage.text)
                        : spacedNumber(phone.number)}
                    </span>
                    <Show when={phone.unread > 0}>
                      <span class={styles.unread}>
                        {phone.unread > 99 ? '99+' : phone.unread}
                        <span class="only-read"> unread</span>
                      </span>
                    </Show>
                  </span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={adding()}>
        <AddPhone
          suggested={nextFreeNumber(props.phones.map((phone) => phone.number))}
          onAdd={props.onAdd}
          onClose={() => setAdding(false)}
        />
      </Show>
    </section>
  )
}

function AddPhone(props: {
  suggested: string
  onAdd: (phone: { number: string; name?: string }) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const [number, setNumber] = createSignal(spacedNumber(props.suggested))
  const [name, setName] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const add = async () => {
    setBusy(true)
    setWrong(null)
    try {
      await props.onAdd({ number: number(), ...(name().trim() ? { name: name().trim() } : {}) })
      props.onClose()
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title="Add a phone"
      width="narrow"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button variant="primary" loading={busy()} onClick={() => void add()}>
            Add phone
          </Button>
        </>
      }
    >
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextField
          label="Number"
          autofocus
          value={number()}
          onInput={setNumber}
          error={wrong()}
          inputmode="tel"
          autocomplete="off"
          hint="+999 and seven to ten digits: country “Sandbox”."
        />
        <TextField
          label="Name"
          optional
          value={name()}
          onInput={setName}
          placeholder="Ana"
          autocomplete="off"
          maxLength={100}
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  )
}
