/** Properties that go together, exclude each other, or bound each other (reference §3.5, §3.9, §3.15). */
import { memberOf, stringOf, valueUnder } from '../json-node.ts'
import { addMember, dropMember, replaceValue } from './fixes.ts'
import type { CheckedComponent } from './model.ts'
import type { Report } from './report.ts'
import type { Site } from './site.ts'

export function captions({ node }: CheckedComponent, { report }: Site) {
  const left = memberOf(node, 'left-caption')
  const right = memberOf(node, 'right-caption')
  const center = memberOf(node, 'center-caption')
  const lone = left && !right ? left : right && !left ? right : null
  if (lone)
    report.at(lone.key, 'caption-pair', 'left-caption and right-caption come as a pair.', {
      fixes: [
        addMember(node, left ? 'right-caption' : 'left-caption', 'Caption'),
        dropMember(node, lone.key.value),
      ],
    })
  if (center && (left || right))
    report.at(
      center.key,
      'caption-center',
      'center-caption stands alone, without left and right ones.',
      { fixes: [dropMember(node, 'center-caption')] },
    )
}

const PATTERN_TYPES = ['text', 'number', 'password', 'passcode']

export function pattern({ node }: CheckedComponent, { report }: Site) {
  ordered(node, 'min-chars', 'max-chars', report)
  const member = memberOf(node, 'pattern')
  if (!member) return
  const inputType = stringOf(node, 'input-type') ?? 'text'
  if (!PATTERN_TYPES.includes(inputType))
    report.at(
      member.key,
      'pattern-input-type',
      `pattern goes with input-type ${PATTERN_TYPES.join(', ')}.`,
      { fixes: [dropMember(node, 'pattern')] },
    )
  if (!memberOf(node, 'helper-text'))
    report.at(member.key, 'pattern-helper', 'A pattern needs a helper-text that explains it.', {
      fixes: [addMember(node, 'helper-text', 'Say what is expected here')],
    })
}

export function filePicker({ node, kind }: CheckedComponent, { report }: Site) {
  const what = kind === 'PhotoPicker' ? 'photos' : 'documents'
  ordered(node, `min-uploaded-${what}`, `max-uploaded-${what}`, report)
}

/** A minimum above its maximum, both written out. */
export function ordered(node: CheckedComponent['node'], low: string, high: string, report: Report) {
  const min = valueUnder(node, low)
  const max = valueUnder(node, high)
  if (min?.type === 'number' && max?.type === 'number' && min.value > max.value)
    report.at(min, 'min-over-max', `${low} is greater than ${high}.`, {
      fixes: [replaceValue(min, max.value), replaceValue(max, min.value, `Raise ${high}`)],
    })
}

/** Pictures say what they show, for those who cannot see them. */
export function picture({ node }: CheckedComponent, { report }: Site) {
  if (!memberOf(node, 'alt-text'))
    report.about(node, 'alt-text', 'The picture has no alt-text, so some people miss it.', {
      fixes: [addMember(node, 'alt-text', 'Describe the picture')],
    })
}
