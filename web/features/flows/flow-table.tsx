/** The rows of the flow list. */
import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { calledOf, onDark } from '../../../shared/collab/presence.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { AvatarStack, type Person } from '../../ui/avatar.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time, zoneName } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { lookAgain, versionActs } from './flow-queries.ts'
import { FlowStatePill } from './flow-state-pill.tsx'
import styles from './flow-table.module.css'
import { type Question, type RowActs, rowMenu } from './row-menu.ts'

const editorOf = (publicId: string) => `/chat/flows/${publicId}`

/** Everybody once, also when they have several windows or are in two versions. */
function peopleIn(row: FlowRow): Person[] {
  const byId = new Map(row.here.map((person) => [person.id, person]))
  return [...byId.values()].map((person) => ({
    ...person,
    name: calledOf(person),
    darkColor: onDark(person.color),
  }))
}

export function FlowTable(props: {
  rows: readonly FlowRow[]
  onAsk: (row: FlowRow, question: Question) => void
}): JSX.Element {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [openMenu, setOpenMenu] = createSignal<string | null>(null)

  /** Runs something that may be refused, and says so where it is. */
  const attempt = async (act: () => Promise<unknown>, failed: string) => {
    try {
      await act()
    } catch (error) {
      toast({ title: failed, detail: wordsFor(error), tone: 'bad' })
    }
  }
  const actsOn = (row: FlowRow): RowActs => {
    const acts = versionActs(workspace.id, row.publicId)
    return {
      open: (address) => navigate(address),
      exportJson: () => void attempt(() => acts.exportJson(row.name), 'Not exported'),
      newDraft: () =>
        void attempt(
          async () => navigate(editorOf((await acts.draft()).publicId)),
          'No draft made',
        ),
      duplicate: () =>
        void attempt(async () => {
          const { publicId } = await acts.duplicate()
          await lookAgain(workspace.id)
          toast({
            title: 'Duplicated',
            detail: `Copy of ${row.name}`,
            tone: 'good',
            action: { label: 'Open', onSelect: () => navigate(editorOf(publicId)) },
          })
        }, 'Not duplicated'),
      ask: (question) => props.onAsk(row, question),
    }
  }

  const zone = zoneName()
  const columns: Column<FlowRow>[] = [
    {
      key: 'name',
      heading: 'Name',
      phone: 'title',
      cell: (row) => (
        <span class={styles.name}>
          <a href={editorOf(row().publicId)} class={styles.link} dir="auto">
            {row().name}
          </a>
          <Show when={row().draft}>
            {(draft) => (
              <a class={styles.draft} href={editorOf(draft().publicId)}>
                Draft {draft().number}
              </a>
            )}
          </Show>
        </span>
      ),
    },
    {
      key: 'here',
      heading: '',
      label: 'Here right now',
      width: '92px',
      phone: 'inline',
      cell: (row) => (
        <Show when={row().here.length > 0}>
          <AvatarStack people={peopleIn(row())} max={3} size={22} label="In this flow right now" />
        </Show>
      ),
    },
    {
      key: 'id',
      heading: 'ID',
      width: '190px',
      phone: 'inline',
      cell: (row) => (
        <span class={styles.id}>
          <code>{row().publicId}</code>
          <CopyButton text={row().publicId} label={`Copy the ID of ${row().name}`} />
        </span>
      ),
    },
    {
      key: 'state',
      heading: 'Status',
      width: '116px',
      phone: 'inline',
      cell: (row) => <FlowStatePill state={row().state} limit={row().limit} />,
    },
    {
      key: 'responses',
      heading: 'Responses',
      width: '92px',
      align: 'right',
      phone: 'hide',
      cell: (row) => (
        <Show when={row().responses > 0} fallback={<span class={styles.none}>–</span>}>
          <a class={styles.count} href={`${editorOf(row().publicId)}/responses`}>
            {row().responses.toLocaleString()}
          </a>
        </Show>
      ),
    },
    {
      key: 'created',
      heading: `Created (${zone})`,
      width: '148px',
      phone: 'hide',
      cell: (row) => (
        <span class={styles.time}>
          <Time at={row().createdAt} />
        </span>
      ),
    },
    {
      key: 'updated',
      heading: `Updated (${zone})`,
      phoneLabel: 'Updated',
      width: '148px',
      cell: (row) => (
        <span class={styles.time}>
          <Time at={row().updatedAt} />
        </span>
      ),
    },
    {
      key: 'menu',
      heading: '',
      label: 'Actions',
      width: '44px',
      align: 'right',
      phone: 'corner',
      cell: (row) => (
        <Menu
          label={`Actions for ${row().name}`}
          entries={rowMenu(row(), workspace.can('edit-flows'), actsOn(row()))}
          open={openMenu() === row().id}
          onOpenChange={(open) => setOpenMenu(open ? row().id : null)}
        />
      ),
    },
  ]

  return (
    <div class={styles.frame}>
      <Table
        label="Flows"
        rows={props.rows}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(editorOf(row.publicId))}
        onMenu={(row) => setOpenMenu(row.id)}
      />
    </div>
  )
}
