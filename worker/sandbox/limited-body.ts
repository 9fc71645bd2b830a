/** Request bodies are read up to a limit, whatever length they claim. */

export class BodyTooLarge extends Error {}

/** The request with a body that fails with `BodyTooLarge` beyond so many bytes. */
export function limitBody(request: Request, maxBytes: number): Response {
  let total = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.byteLength
      if (total > maxBytes) controller.error(new BodyTooLarge())
      else controller.enqueue(chunk)
    },
  })
  const type = request.headers.get('content-type')
  return new Response(request.body?.pipeThrough(limit), {
    headers: type === null ? {} : { 'content-type': type },
  })
}
