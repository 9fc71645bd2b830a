/** Which entries of a quick pick match what one types. */

type Words = { readonly label: string; readonly detail?: string | undefined }

/** More than this many are narrowed, not scrolled. */
const MAX_SHOWN = 60

/** Those whose words hold every word that is wanted; labels that begin with it first. */
export function matching<P extends Words>(picks: readonly P[], wanted: string): P[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const [first = ''] = words
  const found = picks.filter(({ label, detail }) => {
    const text = `${label} ${detail ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const begins = ({ label }: Words) => (label.toLowerCase().startsWith(first) ? 0 : 1)
  return (words.length === 0 ? found : found.sort((a, b) => begins(a) - begins(b))).slice(
    0,
    MAX_SHOWN,
  )
}
