/** Everything in a flow one may want to jump to, in text order. */
import { kindTitle } from '../catalogue/index.ts'
import { type ComponentNode, type Flow, walkComponents } from '../flow.ts'

export type FlowSymbol = {
  readonly kind: 'screen' | 'component' | 'data'
  readonly label: string
  /** What tells it from its like: a title, a screen. */
  readonly detail: string
  readonly path: string
}

/** Screens with their data and components. */
export function symbolsOf(flow: Flow): FlowSymbol[] {
  return flow.screens.flatMap((screen) => [
    {
      kind: 'screen' as const,
      label: screen.id || 'Screen without an id',
      detail: screen.title,
      path: screen.path,
    },
    ...Object.keys(screen.data).map((name) => ({
      kind: 'data' as const,
      label: name,
      detail: `data of ${screen.id}`,
      path: `${screen.path}.data.${name}`,
    })),
    ...[...walkComponents(screen.children)].map((component) => ({
      kind: 'component' as const,
      label: symbolWords(component),
      detail: screen.id,
      path: component.path,
    })),
  ])
}

function symbolWords({ kind, name, props }: ComponentNode): string {
  const title = kindTitle(kind)
  const text = name ?? props.text ?? props.label
  return typeof text === 'string' && text !== '' ? `${title} · ${text.slice(0, 60)}` : title
}
