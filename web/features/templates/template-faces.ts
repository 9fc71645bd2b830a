/** The buttons of a message as its bubble draws them. */
import type { TemplateButton } from '../../../shared/api/templates.ts'
import { buttonsInOrder } from '../../../shared/templates/finding.ts'
import type { ChatFace } from '../../ui/chat.tsx'
import type { IconName } from '../../ui/icon.tsx'

export const buttonIcons: Record<TemplateButton['type'] | 'FLOW', IconName> = {
  FLOW: 'format',
  QUICK_REPLY: 'undo',
  URL: 'external',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'copy',
}

/** All buttons in their order; `flowLabel` is null where none opens a flow. */
export const facesOf = (
  flowLabel: string | null,
  buttons: readonly TemplateButton[],
  flowAt: number,
): ChatFace[] =>
  buttonsInOrder<ChatFace, ChatFace>(
    flowLabel === null ? null : { label: flowLabel, icon: buttonIcons.FLOW },
    buttons.map((button) => ({
      label:
        button.type === 'COPY_CODE' ? 'Copy offer code' : button.label.trim() || 'Button label',
      icon: buttonIcons[button.type],
    })),
    flowAt,
  )
