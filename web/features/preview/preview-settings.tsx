/** The settings of a preview as a menu: which panels are open, and what answers in place of the endpoint. */
import { Icon } from '../../ui/icon.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import type { PreviewRun } from '../phone/live/preview-run.ts'
import { type PanelName, panelTitles } from './panels.ts'

export function PreviewSettings(props: {
  run: PreviewRun
  asksEndpoint: boolean
  /** Panels that can be opened and closed here. */
  panels: readonly PanelName[]
  isOpen: (panel: PanelName) => boolean
  onToggle: (panel: PanelName) => void
}) {
  const { answering } = props.run
  const entries = (): MenuEntry[] => [
    ...(props.panels.length > 0 ? [{ heading: 'Panels' }] : []),
    ...props.panels.map((panel) => ({
      label: panelTitles[panel],
      checked: props.isOpen(panel),
      onSelect: () => props.onToggle(panel),
    })),
    ...(props.asksEndpoint
      ? [
          { heading: 'In place of the endpoint' },
          {
            label: 'Answer with example data by itself',
            checked: answering.byItself(),
            onSelect: () => answering.setByItself(!answering.byItself()),
          },
          {
            label: 'Use a saved reply where one fits',
            checked: answering.useSaved(),
            onSelect: () => answering.setUseSaved(!answering.useSaved()),
          },
        ]
      : []),
    { heading: 'Log' },
    { label: 'Clear the log', icon: 'trash' as const, onSelect: props.run.clearLog },
  ]
  return <Menu label="Preview settings" trigger={<Icon name="settings" />} entries={entries()} />
}
