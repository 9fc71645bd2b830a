/** The sandbox is a world of its own: it meets the product by HTTP alone, so that it can judge it. */
import { expect, test } from 'vitest'

declare global {
  interface ImportMeta {
    glob(pattern: string, options: object): Record<string, string>
  }
}

const sources = import.meta.glob('./**/*.ts', { query: '?raw', import: 'default', eager: true })

/** What a file imports: packages by name, files by their path from the root. */
const importsOf = (file: string, text: string): string[] =>
  Array.from(text.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g), ([, name = '']) =>
    name.startsWith('.')
      ? new URL(name, `https://root/worker/sandbox/${file}`).pathname.slice(1)
      : name,
  )

const allowed =
  /^worker\/sandbox\/|^worker\/env\.ts$|^shared\/flow\/|^(hono|zod|cloudflare:workers|libphonenumber-js\/min)$/

test('no file of the sandbox imports anything of the product but the flow language and the bindings', () => {
  const files = Object.entries(sources).filter(([file]) => !/\.test\.ts$|\/testing\//.test(file))
  expect(files.length).toBeGreaterThan(20)
  const others = files.flatMap(([file, text]) =>
    importsOf(file, text)
      .filter((name) => !allowed.test(name))
      .map((name) => `${file} imports ${name}`),
  )
  expect(others).toEqual([])
})
