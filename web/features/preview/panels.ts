/** The panels beside the phone: which are open, remembered in this browser. */
import { createRemembered } from '../../shell/remembered.ts'

export type PanelName = 'inspector' | 'endpoint' | 'log' | 'comments'

export const panelTitles: Record<PanelName, string> = {
  inspector: 'Inspector',
  endpoint: 'Endpoint',
  log: 'Log',
  comments: 'Comments',
}

export function createPanels() {
  const open = {
    inspector: createRemembered('flowroom.preview.inspector', true),
    endpoint: createRemembered('flowroom.preview.endpoint', true),
    log: createRemembered('flowroom.preview.log', true),
    comments: createRemembered('flowroom.preview.comments', false),
  }
  return {
    isOpen: (panel: PanelName) => open[panel][0](),
    toggle: (panel: PanelName) => open[panel][1](!open[panel][0]()),
  }
}
