/** `npm run bench [-- flow|room|http|editor …]`: ratios against a named reference, measured in the same run. */
import { buildIfChanged } from '../cli/local/build.ts'
import { editorBench } from './editor/main.ts'
import { flowBench } from './flow/main.ts'
import { flowListBench } from './http/flow-list.ts'
import { print, type Row } from './report.ts'
import { roomBench } from './room/main.ts'

const benches: Record<string, () => Promise<Row[]>> = {
  flow: flowBench,
  room: roomBench,
  http: flowListBench,
  editor: editorBench,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(
    `No bench called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  )
  process.exit(2)
}
// The flow language runs as it is written.
if (asked.length === 0 || asked.some((name) => name !== 'flow')) buildIfChanged()
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n${name}`)
  print(await bench())
}
process.exit(0)
