/** What the command says of itself. */

export const OVERVIEW = `flowroom: check, play, rehearse, format and upgrade WhatsApp Flows

  flowroom check FILE… [--json]              findings, the same as the editor's
  flowroom run FILE --steps STEPS [--json]   plays a flow from a list of steps
  flowroom rehearse FILE… [--json]           walks every way and says what is wrong with them
  flowroom fmt FILE… [--check] [--stdout]    two blanks a level, nothing else changed
  flowroom upgrade FILE… --to 7.3 [--stdout] raises a flow to a newer version

  flowroom help COMMAND                      more about one of them
  flowroom --version

FILE is a flow's JSON, a JSON string of it, or an export that carries it; - reads standard input.
Exit codes: 0 fine · 1 the flow has errors or problems · 2 it could not be done.`

const COMMANDS: Readonly<Record<string, string>> = {
  check: `flowroom check FILE… [--json]

Checks each file as the editor and publishing do. Exit code 0 without errors (warnings and advice do
not count), 1 with errors, 2 when a file cannot be read.

  --json   one JSON line a file: { "file", "version", "diagnostics": [ { "code", "severity",
           "message", "path", "lineStart", "lineEnd", "columnStart", "columnEnd" } ] };
           lines and columns count from 1, the end column lies after the last character.
           A file that cannot be read has "error" instead of findings.

In a file that carries its flow in an envelope, places are those of the flow inside.`,
  run: `flowroom run FILE --steps STEPS [--json]

Plays the flow and says where it stands. STEPS is a JSON file: a list of events, or
{ "start"?: { "screen", "data" }, "flow_token"?, "events": [ … ] }. Events:

  { "event": "input", "name", "value" }      enters a value and leaves the field
  { "event": "tap", "target": "footer" }     also "link": text, "item": id, "optin": name
  { "event": "back" }
  { "event": "reply", "screen", "data" }     the endpoint's answer; SUCCESS closes the flow

Without start it begins on the entry screen with the examples of its data.

  --json   the state as one JSON line; otherwise the same over several lines`,
  rehearse: `flowroom rehearse FILE… [--json] [--budget EVENTS]

Plays each flow over every screen, branch, option that changes the way, and bound of every
validation rule. Says how much was reached, and finds dead ends, loops, screens and branches that
are never reached, fields that reach no answer, pictures that do not load, errors, and texts that
phones cut off. Exit code 0 without problems (advice does not count), 1 with problems, 2 when a file
cannot be read or is no flow. Each finding has the steps that lead there, as flowroom run takes them.

  --json     one JSON line a file: { "file", "screens": { "total", "reached", "unreached" },
             "edges", "branches", "rules", "findings": [ { "kind", "severity", "path", "message",
             "screen", "steps" } ], "budget" }. A file that cannot be rehearsed has "error" instead.
  --budget   events that are played at most`,
  fmt: `flowroom fmt FILE… [--check] [--stdout]

Writes each file with two blanks a level. Numbers, escapes and the order of keys stay as they are.

  --check    changes nothing; exit code 1 where a file would change
  --stdout   prints instead of writing`,
  upgrade: `flowroom upgrade FILE… --to VERSION [--stdout]

Raises each flow to VERSION and adapts what the versions in between changed; says what it did and
what somebody has to look at.

  --stdout   prints instead of writing`,
}

/** What a command does; null when there is none of that name. */
export const helpFor = (name: string): string | null =>
  Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null
