/** `npm run docs`: writes the pages of `docs/` that come from the code. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../local/build.ts'
import { writtenPages } from './pages.ts'

for (const [name, text] of writtenPages()) {
  writeFileSync(join(root, 'docs', name), text)
  console.log(`docs/${name}`)
}
