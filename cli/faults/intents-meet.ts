/** Pairs of builder intents made at once, by the thousand: how many leave JSON, and whether any loses a value. */
import fc from 'fast-check'
import { isJson } from '../../shared/flow/flaws.ts'
import { type Meeting, meet, meetings } from '../../worker/room/mend/meeting.ts'

export type IntentsReport = {
  /** Pairs of which both changed something. */
  pairs: number
  /** Pairs whose text is no JSON afterwards. */
  broken: Meeting[]
  /** Pairs after which a value is missing that nobody took away. */
  losing: Meeting[]
}

export function intentsMeet(pairs: number, seed: number): IntentsReport {
  const report: IntentsReport = { pairs: 0, broken: [], losing: [] }
  // Some intents are refused or change nothing, so there are more tries than pairs.
  for (let round = 0; report.pairs < pairs; round++) {
    for (const meeting of fc.sample(meetings, { numRuns: 500, seed: seed + round })) {
      const met = report.pairs < pairs ? meet(meeting) : null
      if (!met) continue
      report.pairs++
      if (!isJson(met.text)) report.broken.push(meeting)
      if (met.lost.length > 0) report.losing.push(meeting)
    }
  }
  return report
}
