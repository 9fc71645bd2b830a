/** Flow JSON as a file to save. */

/** A text as a download named after what it is; names that no file system takes lose what it refuses. */
export function jsonFile(text: string, name: string): Response {
  const file = `${name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'flow'}.json`
  return new Response(text, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="flow.json"; filename*=UTF-8''${encodeURIComponent(file)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
