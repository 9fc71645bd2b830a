/** The few small drawings on the phone's screen, in the current text colour. */
import type { JSX } from 'solid-js'

const Mark = (props: { size?: number; children: JSX.Element }) => (
  <svg
    width={props.size ?? 16}
    height={props.size ?? 16}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {props.children}
  </svg>
)

export const CloseIcon = () => (
  <Mark>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Mark>
)
export const BackIcon = () => (
  <Mark>
    <path d="M13 8H3.5M7.5 4l-4 4 4 4" />
  </Mark>
)
export const DotsIcon = () => (
  <Mark>
    <path d="M8 3.5v.01M8 8v.01M8 12.5v.01" stroke-width="2.6" />
  </Mark>
)
export const ClearIcon = () => (
  <Mark size={14}>
    <circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" opacity="0.18" />
    <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
  </Mark>
)
export const DownIcon = () => (
  <Mark>
    <path d="M4.5 6.5L8 10l3.5-3.5" />
  </Mark>
)
export const CalendarIcon = () => (
  <Mark>
    <rect x="2.5" y="3.5" width="11" height="10" rx="2" />
    <path d="M2.5 6.7h11M5.5 2v2.5M10.5 2v2.5" />
  </Mark>
)
export const LeftIcon = () => (
  <Mark>
    <path d="M9.5 4.5L6 8l3.5 3.5" />
  </Mark>
)
export const RightIcon = () => (
  <Mark>
    <path d="M6.5 4.5L10 8l-3.5 3.5" />
  </Mark>
)
export const TickIcon = () => (
  <Mark size={22}>
    <path d="M3 8.5l3.4 3.4L13 4.8" />
  </Mark>
)
export const WarnIcon = () => (
  <Mark size={22}>
    <path d="M8 2.5L14 13H2zM8 6.5v3M8 11.2v.01" />
  </Mark>
)
export const BrokenPictureIcon = () => (
  <Mark size={20}>
    <path d="M9.5 13.5h-5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v3M2.8 11l3-3 2.4 2.4" />
    <path d="M11 10.5l3 3M14 10.5l-3 3" />
  </Mark>
)
