/** What one asks of the text by key or from the palette: go to a name, see its uses, rename it, find a symbol, print it anew. */
import { createSignal, Show } from 'solid-js'
import { type NameAt, symbolsOf } from '../../../../shared/flow/assist/index.ts'
import { formatFlow, minifyFlow } from '../../../../shared/flow/edit/index.ts'
import { positionIn } from '../../../../shared/flow/position.ts'
import { type Pick, QuickPick } from '../../../ui/quick-pick.tsx'
import { toast } from '../../../ui/toast.tsx'
import type { CodeCommands } from '../code/code-editor.tsx'
import type { Workshop } from '../workshop.ts'
import { RenameDialog } from './rename-dialog.tsx'

export type TextTools = CodeCommands & {
  minify: () => void
  /** Whether the quick picks and the dialog of these tools are shown. */
  asking: () => 'symbols' | 'references' | 'rename' | null
  named: () => NameAt | null
  close: () => void
}

export function createTextTools(shop: Workshop): TextTools {
  const [asking, setAsking] = createSignal<ReturnType<TextTools['asking']>>(null)
  const [named, setNamed] = createSignal<NameAt | null>(null)
  const textNow = () => shop.room.text.toString()

  /** The name at an offset; says so where there is none. */
  const nameAt = async (offset: number): Promise<NameAt | null> => {
    const found = await shop.check.at('name', textNow(), offset)
    if (!found)
      toast({
        title: 'No name here',
        detail: 'Put the cursor in the id of a screen, the name of a field or data, or a binding.',
      })
    return found
  }
  const printAnew = (print: typeof formatFlow) => {
    const printed = print(textNow())
    if (printed.ok) shop.editing.rewrite(printed.value)
    else
      toast({
        title: 'Not formatted',
        detail: `Line ${printed.error.line}: ${printed.error.message}`,
      })
  }
  return {
    asking,
    named,
    close: () => setAsking(null),
    definition: async (offset) => {
      const found = await nameAt(offset)
      if (!found) return
      if (found.definition) shop.jumpTo(found.definition.at, found.definition.length)
      else toast({ title: 'Nothing to go to', detail: `Nothing here is called ${found.name}.` })
    },
    references: async (offset) => {
      const found = await nameAt(offset)
      if (!found) return
      setNamed(found)
      setAsking('references')
    },
    rename: async (offset) => {
      const found = await nameAt(offset)
      if (!found) return
      setNamed(found)
      setAsking('rename')
    },
    symbols: () => setAsking('symbols'),
    format: () => printAnew(formatFlow),
    minify: () => printAnew(minifyFlow),
  }
}

/** The lists and the dialog of the tools. */
export function TextToolDialogs(props: {
  tools: TextTools
  shop: Workshop
  onPath: (path: string) => void
}) {
  const { shop, tools } = props
  const symbols = (): Pick[] => {
    const { flow } = shop.reading()
    return flow
      ? symbolsOf(flow).map(({ kind, label, detail, path }) => ({
          label,
          detail,
          icon: kind === 'screen' ? 'phone' : kind === 'data' ? 'logs' : 'dot',
          onPick: () => props.onPath(path),
        }))
      : []
  }
  const uses = (): Pick[] => {
    const { text, lineStarts } = shop.reading()
    return (tools.named()?.mentions ?? []).map(({ at, length, isDefinition }) => {
      const { line } = positionIn(lineStarts, at)
      const start = lineStarts[line - 1] ?? 0
      const end = lineStarts[line] ?? text.length
      return {
        label: `Line ${line}`,
        detail: `${isDefinition ? 'defined: ' : ''}${text.slice(start, end).trim().slice(0, 120)}`,
        onPick: () => shop.jumpTo(at, length),
      }
    })
  }
  return (
    <>
      <QuickPick
        open={tools.asking() === 'symbols'}
        onClose={tools.close}
        title="Go to a screen or component"
        placeholder="A screen, a component or a field"
        picks={tools.asking() === 'symbols' ? symbols() : []}
        none="Nothing here is called that."
      />
      <QuickPick
        open={tools.asking() === 'references'}
        onClose={tools.close}
        title={`Where ${tools.named()?.name ?? ''} is used`}
        placeholder={`Uses of ${tools.named()?.name ?? ''}`}
        picks={tools.asking() === 'references' ? uses() : []}
        none="No use of it says that."
      />
      <Show when={tools.named()}>
        {(named) => (
          <RenameDialog
            open={tools.asking() === 'rename'}
            named={named()}
            editing={shop.editing}
            onClose={tools.close}
          />
        )}
      </Show>
    </>
  )
}
