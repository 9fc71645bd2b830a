/** A NavigationList: where its action stands, badges, ends (reference §3.14). */
import { itemsOf, type JsonObject, memberOf, membersOf, valueUnder } from '../json-node.ts'
import { addMember, dropMember, replaceValue } from './fixes.ts'
import type { CheckedComponent } from './model.ts'
import type { Site } from './site.ts'

export function navigationList({ node }: CheckedComponent, site: Site) {
  const { report } = site
  const list = valueUnder(node, 'list-items')
  const rows = itemsOf(list).filter((row): row is JsonObject => row.type === 'object')
  actionPlace(node, rows, list?.type === 'array', site)
  let badges = 0
  let ends = 0
  for (const row of rows) {
    const badge = memberOf(row, 'badge')
    if (badge && ++badges > 1)
      report.at(badge.key, 'row-badges', 'Only one row of a list has a badge.', {
        fixes: [dropMember(row, 'badge')],
      })
    const end = memberOf(row, 'end')
    if (!end) continue
    ends++
    const parts = membersOf(end.value).length
    if (end.value?.type === 'object' && (parts === 0 || parts > 2))
      report.at(
        end.key,
        'row-end-parts',
        'end has one or two of title, description and metadata.',
        { fixes: parts === 0 ? [dropMember(row, 'end')] : [] },
      )
  }
  const size = valueUnder(node, 'media-size')
  if (ends > 0 && size?.type === 'string' && size.value === 'large')
    report.at(size, 'row-end-size', 'Rows with an end have media-size regular.', {
      fixes: [replaceValue(size, 'regular')],
    })
  if (ends > 0 && ends < rows.length)
    report.about(
      node,
      'rows-even',
      'Some rows have an end and others have none; phones want all or none.',
    )
}

function actionPlace(
  node: JsonObject,
  rows: readonly JsonObject[],
  isLiteral: boolean,
  { report, flow, screen }: Site,
) {
  const own = memberOf(node, 'on-click-action')
  const withAction = rows.filter((row) => memberOf(row, 'on-click-action'))
  const [first] = withAction
  if (own && first)
    return report.at(
      memberOf(first, 'on-click-action')?.key ?? own.key,
      'list-action-twice',
      'The action stands on the list or on its rows, not on both.',
      { fixes: [dropMember(node, 'on-click-action')] },
    )
  // Bound rows bring their actions with them.
  if (own || !isLiteral || (rows.length > 0 && withAction.length === rows.length)) return
  const bare = rows.find((row) => !memberOf(row, 'on-click-action'))
  const target = flow.screens.find(({ id }) => id !== '' && id !== screen.id)?.id ?? ''
  report.about(
    withAction.length > 0 && bare ? bare : node,
    'list-action-missing',
    'A NavigationList needs an on-click-action, on itself or on every row.',
    withAction.length === 0
      ? {
          fixes: [
            addMember(node, 'on-click-action', {
              name: 'navigate',
              next: { type: 'screen', name: target },
              payload: {},
            }),
          ],
        }
      : undefined,
  )
}
