/** Checks which way imports point (docs/architecture.md) and that none go round in a circle. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { root } from '../local/build.ts'

/** [what a file's path begins with, what it may not import, why]. */
const forbidden: [from: RegExp, to: RegExp, why: string][] = [
  [
    /^shared\//,
    /^(worker|web|cli|bench)\//,
    'shared is imported by both sides and imports neither',
  ],
  [/^worker\//, /^(web|cli|bench)\//, 'the server knows no client'],
  [/^web\/(?!e2e)/, /^(worker|cli|bench)\//, 'the client knows the server by shared/api alone'],
  [
    /^shared\/(result|ids|access|text-edit)\.ts/,
    /^shared\/(flow|collab|api)\//,
    'the ground knows nothing of flows',
  ],
  [/^shared\/flow\//, /^shared\/(collab|api)\//, 'the flow language stands alone'],
  [/^shared\/channels\//, /^shared\/(flow|collab|api)\//, 'the settings of providers stand alone'],
  [/^shared\/templates\//, /^shared\/(flow|collab|api)\//, 'the rules of templates stand alone'],
  [/^shared\/collab\//, /^shared\/api\//, 'collab and api do not meet'],
  [/^shared\/api\//, /^shared\/collab\//, 'collab and api do not meet'],
  [/^web\/ui\//, /^web\/(?!ui\/)|^shared\/flow/, 'ui parts know nothing of flows'],
  [/^web\/collab\//, /^web\/features\//, 'the provider knows no page'],
  [
    /^worker\/sandbox\//,
    /^worker\/(?!sandbox\/|env\.ts)/,
    'the sandbox is a world of its own, so that it can judge the product',
  ],
  [
    /^worker\/(?!sandbox\/|env\.ts|index\.ts|features\/channels\/sandbox-doors\.ts)/,
    /^worker\/sandbox\//,
    'the product meets the sandbox by HTTP alone',
  ],
  [
    /^worker\/room\//,
    /^worker\/(features|db|http|queues|channels)\//,
    'rooms know shared/collab and storage, no features',
  ],
  [/^worker\/db\//, /^worker\/(features|http|room|queues|channels)\//, 'tables know no features'],
]

type Finding = { file: string; message: string }

/** All findings over the checkout; empty where every arrow points the right way. */
export function findArrows(): Finding[] {
  const files = ['shared', 'worker', 'web', 'cli', 'bench'].flatMap((folder) =>
    sourcesIn(join(root, folder)),
  )
  const imports = new Map(files.map((file) => [file, importsOf(file)]))
  const findings: Finding[] = []
  for (const [file, targets] of imports) {
    if (isTest(file)) continue
    for (const target of targets) {
      for (const [from, to, why] of forbidden) {
        if (from.test(file) && to.test(target))
          findings.push({ file, message: `imports ${target}: ${why}` })
      }
    }
  }
  for (const circle of circles(imports))
    findings.push({ file: circle[0]!, message: `circle: ${circle.join(' → ')}` })
  for (const file of files) {
    if (
      /^worker\/(?!sandbox\/|http\/mount\.ts)/.test(file) &&
      !isTest(file) &&
      /new Hono\b/.test(read(file)) &&
      !file.endsWith('sandbox-doors.ts')
    ) {
      findings.push({
        file,
        message: 'mounts routes of its own: list them in shared/api/routes.ts',
      })
    }
  }
  return findings
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('web/e2e/')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sourcesIn(path)
    return /\.tsx?$/.test(name) ? [relative(root, path)] : []
  })
}

/** Files of ours that a file imports for their values; type-only imports make no circle, but they do point somewhere. */
function importsOf(file: string): string[] {
  const found = read(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s*['"](\.[^'"]+)['"]/g,
  )
  const lazy = read(file).matchAll(/import\(\s*['"](\.[^'"]+)['"]\s*\)/g)
  return [...found, ...lazy].map((match) => relative(root, resolve(root, dirname(file), match[1]!)))
}

/** Circles among imports that stay at run time. */
function circles(imports: Map<string, string[]>): string[][] {
  const valueImports = new Map([...imports.keys()].map((file) => [file, runtimeImportsOf(file)]))
  const done = new Set<string>()
  const found: string[][] = []
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      found.push([...path.slice(at), file])
      return
    }
    if (done.has(file)) return
    for (const target of valueImports.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of valueImports.keys()) visit(file, [])
  return found
}

function runtimeImportsOf(file: string): string[] {
  const statements = read(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?!type\b)([^'";]*?)from\s*['"](\.[^'"]+)['"]/g,
  )
  return [...statements]
    .filter((match) => !onlyTypes(match[1]!))
    .map((match) => relative(root, resolve(root, dirname(file), match[2]!)))
}

/** `{ type A, type B }` leaves nothing at run time. */
function onlyTypes(clause: string): boolean {
  const names = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]
  if (names === undefined) return false
  const parts = names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return parts.length > 0 && parts.every((name) => name.startsWith('type '))
}

if (import.meta.main) {
  const findings = findArrows()
  for (const { file, message } of findings) console.error(`${file} ${message}`)
  process.exit(findings.length === 0 ? 0 : 1)
}
