/** The rules of buttons: their labels and targets, how many, in which order. */
import { buttonsInOrder, type CheckedTemplate, type OtherButton, type Say } from './finding.ts'
import { type ButtonKind, buttonsOfKind, templateLimits } from './limits.ts'

export const buttonWords: Record<ButtonKind, { one: string; many: string }> = {
  FLOW: { one: 'Flow button', many: 'Flow buttons' },
  QUICK_REPLY: { one: 'quick reply', many: 'quick replies' },
  URL: { one: 'link', many: 'links' },
  PHONE_NUMBER: { one: 'call button', many: 'call buttons' },
  COPY_CODE: { one: 'code to copy', many: 'codes to copy' },
}

export function checkButtons({ flow, buttons, flowAt }: CheckedTemplate, say: Say): void {
  if (flow) {
    if (!flow.publicId) say('flow-chosen', 'publicId', 'Choose the flow that the button opens.')
    checkLabel(flow.label, 'buttonLabel', say)
  }
  const labels = new Set(flow ? [flow.label.trim()] : [])
  for (const [at, button] of buttons.entries()) {
    const field = `buttons.${at}.label`
    if (button.type === 'COPY_CODE') {
      checkTarget(button, `buttons.${at}`, say)
      continue
    }
    checkLabel(button.label, field, say)
    const label = button.label.trim()
    if (label && labels.has(label)) say('label-once', field, `Another button says “${label}” too.`)
    labels.add(label)
    checkTarget(button, `buttons.${at}`, say)
  }
  checkCounts(flow !== null, buttons, say)
  if (isMixed(buttonsInOrder(flow && { type: 'FLOW' }, buttons, flowAt)))
    say(
      'button-order',
      'buttons',
      'Quick replies stand together, before or after all other buttons.',
    )
}

function checkLabel(written: string, field: string, say: Say) {
  const label = written.trim()
  if (!label) return say('label-there', field, 'The button needs a label.')
  if (/[\n{}]/.test(label))
    return say('label-plain', field, 'A label is one line without variables.')
  if (label.length > templateLimits.button)
    say('label-length', field, `At most ${templateLimits.button} characters.`)
  else if (label.length > templateLimits.buttonAdvice)
    say(
      'label-cut',
      field,
      `Above ${templateLimits.buttonAdvice} characters some phones cut the label.`,
      'advice',
    )
}

function checkTarget(button: OtherButton, field: string, say: Say) {
  if (button.type === 'URL') {
    const url = button.url.trim()
    if (url.length > templateLimits.url)
      say('url-length', `${field}.url`, 'An address has at most 2,000 characters.')
    else if (!isWebAddress(url))
      say('url-form', `${field}.url`, 'Write a whole address, such as https://example.com/visits.')
  } else if (button.type === 'PHONE_NUMBER') {
    const number = button.phoneNumber.trim()
    if (!/^\+[1-9]\d{4,18}$/.test(number))
      say('phone-form', `${field}.phoneNumber`, 'A number is + and digits, such as +33123456789.')
  } else if (button.type === 'COPY_CODE') {
    const code = button.code.trim()
    if (!code || code.length > templateLimits.copyCode || !/^[\p{L}\p{N}_-]+$/u.test(code))
      say('code-form', `${field}.code`, 'A code is 1 to 15 letters, digits, - and _.')
  }
}

const isWebAddress = (text: string): boolean =>
  /^https?:\/\/([\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}(:\d{1,5})?([/?#][^\s{}<>"]*)?$/iu.test(text)

function checkCounts(hasFlow: boolean, buttons: readonly OtherButton[], say: Say) {
  const total = buttons.length + (hasFlow ? 1 : 0)
  if (total > templateLimits.buttons)
    say('button-count', 'buttons', `At most ${templateLimits.buttons} buttons, not ${total}.`)
  else if (total > 3)
    say(
      'buttons-folded',
      'buttons',
      'The phone shows two of them; the others stand behind “See all options”.',
      'advice',
    )
  for (const [kind, most] of Object.entries(buttonsOfKind)) {
    const count = buttons.filter((button) => button.type === kind).length
    const { one, many } = buttonWords[kind as ButtonKind]
    if (count > most && total <= templateLimits.buttons)
      say('button-count', 'buttons', `At most ${most} ${most === 1 ? one : many}, not ${count}.`)
  }
}

/** Whether quick replies and other buttons are mixed: more than one change from the ones to the others. */
function isMixed(buttons: readonly { type: ButtonKind }[]): boolean {
  const quick = buttons.map(({ type }) => type === 'QUICK_REPLY')
  return quick.filter((is, at) => at > 0 && is !== quick[at - 1]).length > 1
}

/** The buttons with all quick replies behind the others, each block in its own order, and where the Flow button stands. */
export function sortedButtons(
  buttons: readonly OtherButton[],
  flowAt: number,
): { buttons: OtherButton[]; flowAt: number } {
  const isQuick = (button: OtherButton) => button.type === 'QUICK_REPLY'
  const others = buttons.filter((button) => !isQuick(button))
  return {
    buttons: [...others, ...buttons.filter(isQuick)],
    flowAt: buttons.slice(0, flowAt).filter((button) => !isQuick(button)).length,
  }
}
