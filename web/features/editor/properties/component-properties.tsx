/** Everything a component can say, as rows from the catalogue. */
import { createMemo } from 'solid-js'
import { optionIdsOf } from '../../../../shared/flow/build/bindings.ts'
import { componentSpec, screen as screenShape } from '../../../../shared/flow/catalogue/index.ts'
import { type ComponentNode, type Screen, walkComponents } from '../../../../shared/flow/flow.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { useBench } from '../bench.ts'
import { holderAt } from './holder.ts'
import { ObjectRows } from './object-rows.tsx'
import type { Around } from './rows-context.ts'

export function ComponentProperties(props: { component: ComponentNode }) {
  const bench = useBench()
  const around = createMemo<Around>(() => {
    const { kind, path, groups } = props.component
    const form = [...walkComponents(bench.screen()?.children ?? [])].find(
      (other) => other.kind === 'Form' && path.startsWith(`${other.path}.`),
    )
    return {
      kind,
      inForm: form !== undefined,
      options: optionIdsOf(props.component),
      cases: groups.flatMap(({ caseKey }) => (caseKey === null ? [] : [caseKey])),
    }
  })
  return (
    <ObjectRows
      holder={holderAt(bench.editing, props.component.path, props.component.props)}
      specs={componentSpec(props.component.kind)?.properties ?? []}
      around={around()}
    />
  )
}

const screenAround: Around = { kind: '', inForm: false, options: [], cases: [] }

/** What a screen says of itself; its components are on the canvas. */
export function ScreenProperties(props: { screen: Screen; value: unknown }) {
  const bench = useBench()
  return (
    <ObjectRows
      holder={holderAt(bench.editing, props.screen.path, isRecord(props.value) ? props.value : {})}
      specs={screenShape.properties}
      around={screenAround}
      without={['layout']}
    />
  )
}
