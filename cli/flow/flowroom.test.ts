/** The command as authors and CI call it, and its cases one by one without a process each. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankFlowText } from '../../shared/flow/blank.ts'
import { exampleFlows } from '../../shared/flow/examples/index.ts'
import { err, ok } from '../../shared/result.ts'
import { root } from '../local/build.ts'
import { main } from './main.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowroom-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command over files that exist in memory only. */
async function call(argv: string[], files: Record<string, string | Uint8Array> = {}) {
  const out: string[] = []
  const faults: string[] = []
  const written: Record<string, string> = {}
  const code = await main(argv, {
    print: (line) => void out.push(line),
    complain: (line) => void faults.push(line),
    read: async (file) => {
      const content = files[file]
      if (content === undefined) return err('there is no such file')
      return ok(typeof content === 'string' ? new TextEncoder().encode(content) : content)
    },
    write: async (file, text) => {
      written[file] = text
      return ok(null)
    },
  })
  return {
    code,
    out: out.join('\n'),
    lines: out.flatMap((it) => it.split('\n')),
    faults: faults.join('\n'),
    written,
  }
}

const broken = blankFlowText.replace('"label": "Your name"', '"lable": "Your name"')

describe('as users call it', () => {
  const npx = (argv: string[], input?: string) =>
    spawnSync('npx', ['--no-install', 'flowroom', ...argv], { cwd: root, encoding: 'utf8', input })

  test('two hundred files are one process, one JSON line each, and the exit code says the worst', () => {
    const files = Array.from({ length: 200 }, (_, at) => {
      const file = join(folder, `flow-${at}.json`)
      writeFileSync(file, at === 7 ? broken : blankFlowText)
      return file
    })
    const { status, stdout, stderr } = npx(['check', '--json', ...files])
    expect(stderr).toBe('')
    expect(status).toBe(1)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ file }) => file)).toEqual(files)
    expect(lines.filter(({ diagnostics }) => diagnostics.length > 0)).toHaveLength(1)
    expect(lines[7].version).toBe('7.3')
    expect(lines[7].diagnostics).toContainEqual({
      code: 'INVALID_PROPERTY_KEY',
      severity: 'error',
      message: 'TextInput has no property "lable". Did you mean label?',
      path: 'screens[0].layout.children[1].lable',
      lineStart: 18,
      lineEnd: 18,
      columnStart: 13,
      columnEnd: 20,
    })
  })

  test('standard input, and a run', () => {
    expect(npx(['check', '-'], blankFlowText)).toMatchObject({
      status: 0,
      stdout: '-: no findings\n',
    })
    const flow = join(folder, 'run.json')
    const steps = join(folder, 'steps.json')
    writeFileSync(flow, blankFlowText)
    writeFileSync(
      steps,
      JSON.stringify({
        flow_token: 't',
        events: [
          { event: 'input', name: 'full_name', value: 'Ana' },
          { event: 'input', name: 'message', value: 'Hello' },
          { event: 'tap', target: 'footer' },
        ],
      }),
    )
    const { status, stdout } = npx(['run', flow, '--steps', steps, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'completed',
      payload: { full_name: 'Ana', message: 'Hello', flow_token: 't' },
    })
  })
})

describe('check', () => {
  test('unreadable files do not keep the others from being checked; 2 wins over 1', async () => {
    const { code, lines, faults } = await call(['check', 'a', 'gone', 'b'], {
      a: blankFlowText,
      b: broken,
    })
    expect(code).toBe(2)
    expect(faults).toBe('gone: there is no such file')
    expect(lines[0]).toBe('a: no findings')
    expect(lines.at(-1)).toBe('b: 2 errors')
    const json = await call(['check', '--json', 'gone'])
    expect(JSON.parse(json.out)).toEqual({
      file: 'gone',
      version: null,
      diagnostics: [],
      error: 'there is no such file',
    })
  })
  test('for people: place, words, and the line with a mark', async () => {
    const { lines } = await call(['check', 'b'], { b: broken })
    expect(lines).toContain('b:18:13 error INVALID_PROPERTY_KEY')
    expect(lines).toContain('    ' + '            "lable": "Your name",')
    expect(lines).toContain('    ' + '            ^^^^^^^')
  })
  test('broken text, other encodings, wrappings', async () => {
    const utf16 = Buffer.from(`\ufeff${blankFlowText}`, 'utf16le')
    const files = {
      cut: blankFlowText.slice(0, 100),
      empty: '',
      mark: `\ufeff${blankFlowText}`,
      utf16,
      bad: new Uint8Array([0x7b, 0xff, 0x7d]),
      envelope: JSON.stringify({ name: 'x', flowJson: broken }),
    }
    const { out, code } = await call(['check', '--json', ...Object.keys(files)], files)
    expect(code).toBe(2)
    const found = Object.fromEntries(
      out.split('\n').map((line) => [JSON.parse(line).file, JSON.parse(line)]),
    )
    expect(found.cut.diagnostics[0].code).toBe('INVALID_FLOW_JSON')
    expect(found.empty.diagnostics[0].code).toBe('INVALID_FLOW_JSON')
    expect(found.mark.diagnostics).toEqual([])
    expect(found.utf16.diagnostics).toEqual([])
    expect(found.bad.error).toMatch(/UTF-8/)
    expect(found.envelope.diagnostics[0].path).toBe('screens[0].layout.children[1]')
    const words = await call(['check', 'envelope'], files)
    expect(words.lines.at(-1)).toBe('envelope (inside flowJson): 2 errors')
  })
})

describe('run', () => {
  const files = { f: blankFlowText, s: '[]', bad: '{', odd: '[{"event":"jump"}]', none: '{}' }
  test.each<[string[], RegExp]>([
    [['run', 'f'], /--steps/],
    [['run', '--steps', 's'], /name at least one file/],
    [['run', 'gone', '--steps', 's'], /gone: there is no such file/],
    [['run', 'f', '--steps', 'bad'], /bad: /],
    [['run', 'f', '--steps', 'odd'], /odd events\[0\]\.event: /],
    [['run', 'none', '--steps', 's'], /no screen/],
    [['run', 'f', 'f', '--steps', 's'], /one file/],
  ])('%j is refused in words', async (argv, words) => {
    const { code, faults } = await call(argv, files)
    expect(code).toBe(2)
    expect(faults).toMatch(words)
  })
})

describe('rehearse', () => {
  const lost = blankFlowText.replace(/"message": "\$\{form\.message\}"/, '"message": "none"')
  test('problems make it fail, with steps that run takes', async () => {
    const { code, lines } = await call(['rehearse', '--json', 'good', 'lost'], {
      good: blankFlowText,
      lost,
    })
    expect(code).toBe(1)
    const [good, bad] = lines.map((line) => JSON.parse(line))
    expect(good).toMatchObject({
      file: 'good',
      screens: { total: 1, reached: 1 },
      edges: { total: 0, reached: 0 },
      branches: { total: 0, reached: 0 },
      findings: [],
    })
    expect(good.rules.reached).toBe(good.rules.total)
    const [finding, ...others] = bad.findings
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      kind: 'field-never-sent',
      severity: 'problem',
      path: 'screens[0].layout.children[2]',
    })
    const run = await call(['run', 'f', '--json', '--steps', 's'], {
      f: lost,
      s: JSON.stringify(finding.steps),
    })
    expect(JSON.parse(run.out)).toMatchObject({ status: 'completed', payload: { message: 'none' } })
  })
  test('for people: what, where, and how to get there', async () => {
    const { code, lines } = await call(['rehearse', 'f'], { f: lost })
    expect(code).toBe(1)
    expect(lines[0]).toBe('f problem field-never-sent screens[0].layout.children[2]')
    expect(lines[1]).toBe('  "message" is asked for, but its value reaches no answer.')
    expect(lines[2]).toMatch(/^ {2}steps: \[\{"event":"input"/)
    expect(lines.at(-1)).toBe('f: 1 problem')
    const fine = await call(['rehearse', 'f'], { f: blankFlowText })
    expect(fine).toMatchObject({ code: 0 })
    expect(fine.lines.at(-1)).toBe('f: no findings')
  })
  test('advice alone passes; a budget that ran out is said', async () => {
    const long = blankFlowText.replace('"Your name"', `"${'Your whole name '.repeat(5)}"`)
    const advised = await call(['rehearse', 'f'], { f: long })
    expect(advised).toMatchObject({ code: 0 })
    expect(advised.lines[0]).toMatch(/^f advice text-cut-off /)
    const [flow] = exampleFlows
    const short = await call(['rehearse', '--budget', '20', 'f'], { f: flow?.text ?? '' })
    expect(short.out).toMatch(/The budget of 20 events ran out/)
  })
  test.each<[string[], RegExp]>([
    [['rehearse'], /name at least one file/],
    [['rehearse', 'gone'], /gone: there is no such file/],
    [['rehearse', 'cut'], /cut: line 1, column \d+: /],
    [['rehearse', 'none'], /none: No screen can be made out/],
    [['rehearse', '--budget', 'much', 'none'], /--budget takes/],
  ])('%j is refused in words', async (argv, words) => {
    const { code, faults } = await call(argv, { cut: '{"version": "7.3", ', none: '{}' })
    expect(code).toBe(2)
    expect(faults).toMatch(words)
  })
})

describe('fmt and upgrade', () => {
  test('fmt writes in place, says so, and has nothing to do the second time', async () => {
    const compact = JSON.stringify(JSON.parse(blankFlowText))
    expect((await call(['fmt', '--check', 'f'], { f: compact })).code).toBe(1)
    const { code, out, written } = await call(['fmt', 'f'], { f: compact })
    expect([code, out]).toEqual([0, 'f formatted'])
    expect(JSON.parse(written.f ?? '')).toEqual(JSON.parse(blankFlowText))
    expect(await call(['fmt', 'f'], { f: written.f ?? '' })).toMatchObject({
      code: 0,
      out: 'f stays as it is',
      written: {},
    })
    expect(await call(['fmt', 'f'], { f: '{' })).toMatchObject({ code: 2, written: {} })
  })
  test('upgrade writes the new version and what to look at', async () => {
    const old = blankFlowText.replace('"7.3"', '"5.0"')
    const { code, out, written } = await call(['upgrade', 'f', '--to', '7.3'], { f: old })
    expect(code).toBe(0)
    expect(out).toMatch(/^f upgraded\n {2}The version is 7\.3 now\./)
    expect(written.f).toBe(blankFlowText)
    expect((await call(['upgrade', 'f', '--to', '4.0'], { f: old })).code).toBe(2)
  })
  test('a carried flow is not written over its envelope', async () => {
    const file = JSON.stringify({ flowJson: blankFlowText })
    expect(await call(['fmt', 'f'], { f: file })).toMatchObject({ code: 2, written: {} })
    expect((await call(['fmt', '--stdout', 'f'], { f: file })).out).toBe(blankFlowText.trimEnd())
  })
  test('formatting an example changes no finding', async () => {
    for (const { text } of exampleFlows) {
      const { out } = await call(['fmt', '--stdout', 'f'], { f: text })
      expect((await call(['check', 'f'], { f: out })).out).toBe('f: no findings')
    }
  })
})

test.each<[string[], number]>([
  [[], 2],
  [['--help'], 0],
  [['help', 'run'], 0],
  [['check', '--help'], 0],
  [['--version'], 0],
  [['chek'], 2],
  [['check'], 2],
  [['check', '--jsn', 'f'], 2],
  [['constructor'], 2],
])('%j ends with %i', async (argv, code) => {
  expect((await call(argv)).code).toBe(code)
})
