/** The checker's rules and the platform's codes as a page of documentation. */
import { EMITTED_CODES, OTHER_CODES } from './codes.ts'
import type { Severity } from './diagnostic.ts'
import { OWN_CODES, type RuleSpec, rules } from './rules.ts'

const WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'advice',
}

/** `docs/flow-rules.md` as it should read; ends with a line break. */
export function rulesMarkdown(): string {
  const specs: readonly [string, RuleSpec][] = Object.entries(rules)
  const parts = [
    '# What the checker looks for',
    'Written by `npm run docs` from `shared/flow/check/`; a test keeps the two equal. An error keeps a flow from being published, a warning will look wrong to customers, advice makes a flow better. The editor, the API, publishing, the sandbox and `npx flowroom check` run the same rules.',
    '## Rules',
    table(
      ['rule', 'code', 'how grave', 'what it asks for'],
      specs.map(([id, { code, severity, about }]) => [
        `\`${id}\``,
        `\`${code}\``,
        WORDS[severity],
        about,
      ]),
    ),
    '## Codes of the platform that some rule gives',
    EMITTED_CODES.map((code) => `\`${code}\``).join(' · '),
    '## Codes of ours, for what the platform has no word for',
    OWN_CODES.map((code) => `\`${code}\``).join(' · '),
    '## Codes of the platform that no rule gives',
    table(
      ['code', 'why not'],
      Object.entries(OTHER_CODES).map(([code, why]) => [`\`${code}\``, why]),
    ),
  ]
  return `${parts.join('\n\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
