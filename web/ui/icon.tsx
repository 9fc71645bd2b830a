/** Our own small set of line icons, drawn on a 24 grid and shown at 16 px. They are decoration: words stand beside or behind them. */
import type { JSX } from 'solid-js'

const paths = {
  flows: 'M4 4.5h8v15H4zM16 8.5h3.5v11H14M7 16.5h2',
  templates: 'M4 5h16v11h-9l-4 3.5V16H4z',
  campaigns: 'M4 10v4l3 .5L17 19V5L7 9.5zM8 15v4h2.5M20 10v4',
  contacts:
    'M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM4.5 20c.8-3.6 3.7-5.4 7.5-5.4s6.7 1.8 7.5 5.4',
  logs: 'M4 6.5h16M4 12h11M4 17.5h14',
  handset: 'M7 3h10v18H7zM10.5 17.8h3',
  settings: 'M5 7h6M17 7h2M14 4.8v4.4M5 12h2M13 12h6M10 9.8v4.4M5 17h8M19 17h0M16 14.8v4.4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  search: 'M10.8 17a6.2 6.2 0 1 0 0-12.4 6.2 6.2 0 0 0 0 12.4zM15.5 15.5 20 20',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 4v4.5H15',
  more: 'M12 5.5h.01M12 12h.01M12 18.5h.01',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17.5 19.5 7',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  duplicate: 'M9 9h11v11H9zM15 9V4H4v11h5M14.5 12v5M12 14.5h5',
  'chevron-down': 'M6.5 9.5 12 15l5.5-5.5',
  'chevron-up': 'M6.5 14.5 12 9l5.5 5.5',
  'chevron-right': 'M9.5 6.5 15 12l-5.5 5.5',
  'chevron-left': 'M14.5 6.5 9 12l5.5 5.5',
  'arrow-left': 'M19 12H5M11 6l-6 6 6 6',
  'arrow-right': 'M5 12h14M13 6l6 6-6 6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  sidebar: 'M4 5h16v14H4zM9.5 5v14',
  user: 'M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM4.5 20c.8-3.6 3.7-5.4 7.5-5.4s6.7 1.8 7.5 5.4',
  users:
    'M9.5 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6zM3 19.5c.6-3.2 3.1-4.8 6.5-4.8s5.9 1.6 6.5 4.8M15.5 5.2a3.2 3.2 0 0 1 0 6M18 15c1.7.8 2.7 2.3 3 4.5',
  'sign-out': 'M14 4.5H5v15h9M10 12h10M16.5 8.5 20 12l-3.5 3.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  screen: 'M3.5 5h17v11h-17zM9 20h6M12 16v4',
  download: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14',
  upload: 'M12 15V4M7.5 8.5 12 4l4.5 4.5M5 19.5h14',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5',
  edit: 'M5 19l.8-4L15.5 5.3l3.2 3.2L9 18.2zM13.5 7.3l3.2 3.2',
  eye: 'M2.8 12c2-4 5.2-6.2 9.2-6.2s7.2 2.2 9.2 6.2c-2 4-5.2 6.2-9.2 6.2S4.8 16 2.8 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z',
  play: 'M8 5.5v13l10.5-6.5z',
  publish: 'M4.5 11.5 20 4.5l-5.5 15-3.5-6.5zM11 13l4-4',
  archive: 'M4 5h16v4H4zM5.5 9v10.5h13V9M10 13h4',
  responses: 'M4 6.5h16v11H4zM4 11.5h4.5l1.5 2.5h4l1.5-2.5H20',
  warning: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17h.01',
  error: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 8v4.5M12 16h.01',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11.5V16M12 8h.01',
  external: 'M13 5h6v6M19 5l-8.5 8.5M10 5.5H5V19h13.5v-5',
  code: 'M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5',
  file: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4',
  picture: 'M4 5h16v14H4zM4 16l5-5 4.5 4.5M12.5 14.5 15.5 12l4.5 4.5M15.5 8.8h.01',
  link: 'M10 14a3.7 3.7 0 0 0 5.2 0l3.3-3.3a3.7 3.7 0 0 0-5.2-5.2L12 6.8M14 10a3.7 3.7 0 0 0-5.2 0l-3.3 3.3a3.7 3.7 0 0 0 5.2 5.2l1.3-1.3',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9',
  redo: 'm16 5 4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h5',
  filter: 'M4 6h16l-6.3 7.2V19l-3.4-1.8v-4z',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
  book: 'M5 4.5h12a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2zM5 17.5a2 2 0 0 1 2-2h12M9 8.5h6',
  send: 'M4.5 12 20 4.5 14.5 20l-3-6.5zM11.5 13.5 20 4.5',
  phone: 'M7 3h10v18H7zM10.5 17.8h3',
  plug: 'M9 3.5v5M15 3.5v5M6.5 8.5h11v3a5.5 5.5 0 0 1-11 0zM12 17v3.5',
  offline:
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 4.5-1.3M5.5 12.5a9 9 0 0 1 4-2.2M3 9.3A13 13 0 0 1 6.3 7M13.5 10a9 9 0 0 1 5 2.5M11 6a13 13 0 0 1 10 3.3M12 19h.01',
  keyboard: 'M3 6.5h18v11H3zM6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8',
  split: 'M4 5h16v14H4zM12 5v14',
  map: 'M4 5h6v5H4zM14 14h6v5h-6zM7 10v6.5h7',
  format: 'M4 6h16M4 10.5h10M4 15h16M4 19.5h10',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4.5H9M12 8v4.3l3 1.7',
  bell: 'M6 16.5h12l-1.5-2.5v-4a4.5 4.5 0 0 0-9 0v4zM10.3 19.5a1.8 1.8 0 0 0 3.4 0',
  pin: 'M12 20.5c-3.8-4.3-5.7-7.4-5.7-10a5.7 5.7 0 0 1 11.4 0c0 2.6-1.9 5.7-5.7 10zM12 8.3v4.4M9.8 10.5h4.4',
  comment: 'M4 5h16v11h-9l-4 3.5V16H4z',
  share:
    'M17 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9.2 10.8l5.6-3.4M9.2 13.2l5.6 3.4',
  dot: 'M12 12h.01',
} as const

export type IconName = keyof typeof paths

const heavy: ReadonlySet<string> = new Set(['more', 'dot'])

export function Icon(props: { name: IconName; size?: number; class?: string }): JSX.Element {
  return (
    <svg
      class={props.class}
      width={props.size ?? 16}
      height={props.size ?? 16}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={heavy.has(props.name) ? 2.8 : 1.7}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[props.name]} />
    </svg>
  )
}
