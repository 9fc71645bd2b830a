/** Texts that try to run, load or break out; each is to lie where it is shown as the text that it is. */

const b64 = (text: string) => Buffer.from(text).toString('base64')
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="pwned=1"><script>pwned=1</script></svg>'

/** What people put where text or a picture is expected. */
export const hostileTexts = [
  '<script>globalThis.pwned=1</script>',
  '<img src=x onerror="globalThis.pwned=1"><svg onload="pwned=1">',
  '[tap](javascript:globalThis.pwned=1)',
  '[tap](JaVa\u0000ScRiPt&colon;pwned=1) [tap](&#106;avascript:pwned=1)',
  '[tap](data:text/html,<script>pwned=1</script>)',
  `![x](data:image/svg+xml;base64,${b64(svg)}) data:image/svg+xml;base64,${b64(svg)}`,
  `![x](data:image/png;base64,${b64(svg)})`,
  '![x](https://evil.example/a.png) https://evil.example/a.png',
  'red;background:url(https://evil.example/c);width:expression(pwned=1)',
  `"><base href="https://evil.example/"><form action="https://evil.example/">`,
  '> '.repeat(10_000),
]
