/** What a bench says: one row a measure, as a ratio to a named reference of the same run where there is one. */

export type Row = {
  /** What was measured. */
  what: string
  /** The reference of the same run; absent where the figure stands by itself. */
  against?: string
  /** Ours and the reference's figure, with their unit. */
  ours: number
  reference?: number
  unit: string
  /** What the ratio, or the figure itself, has to stay under (or above), from the budgets; absent where none is set. */
  budget?: { atMost?: number; atLeast?: number }
}

/** The value below which a share (0 to 1) of the sample lies. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Prints rows as a table. */
export function print(rows: readonly Row[]): void {
  const digits = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))
  const cells = rows.map((row) => {
    const { reference } = row
    const judged = reference === undefined ? row.ours : row.ours / reference
    const { atMost, atLeast } = row.budget ?? {}
    const verdict =
      atMost !== undefined
        ? `≤ ${atMost} ${judged <= atMost ? 'holds' : 'FALLS SHORT'}`
        : atLeast !== undefined
          ? `≥ ${atLeast} ${judged >= atLeast ? 'holds' : 'FALLS SHORT'}`
          : ''
    return [
      row.what,
      `${digits(row.ours)} ${row.unit}`,
      reference === undefined ? '' : `${digits(reference)} ${row.unit} ${row.against}`,
      reference === undefined ? '' : `${judged.toFixed(2)} ×`,
      verdict,
    ]
  })
  const widths = [0, 1, 2, 3].map((i) => Math.max(...cells.map((cell) => cell[i]!.length)))
  for (const cell of cells) {
    console.log(
      cell
        .map((text, i) => (i < 4 ? text.padEnd(widths[i]!) : text))
        .join('   ')
        .trimEnd(),
    )
  }
}
