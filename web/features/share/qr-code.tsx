/** A text as a QR code: black on white in either theme, as cameras want it. */
import { createMemo } from 'solid-js'
import { encode } from 'uqr'

export default function QrCode(props: { text: string; label: string }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 3 }))
  /** One path of all dark squares. */
  const dark = createMemo(() =>
    code()
      .data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
      .join(''),
  )
  return (
    <svg
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark()} fill="#000" />
    </svg>
  )
}
