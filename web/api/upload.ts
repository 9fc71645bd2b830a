/** Uploads a file as it is, telling how far it came: the one request that fetch cannot tell that of. */
import { type ParamsOf, pathTo, type RouteName, routes } from '../../shared/api/routes.ts'
import type { z } from '../../shared/zod.ts'
import { noteDown } from './connection.ts'
import { serverDown } from './problem.ts'
import { queryString, readReply, settled } from './request.ts'

/** The answer, as the schema reads it. `onProgress` hears parts of one. @throws ApiProblem, and the signal's reason. */
export async function upload<Name extends RouteName, Schema extends z.ZodType>(
  name: Name,
  params: ParamsOf<Name>,
  file: Blob,
  options: {
    reply: Schema
    query?: Record<string, string>
    signal: AbortSignal
    onProgress?: (part: number) => void
  },
): Promise<z.output<Schema>> {
  const path = pathTo(name, params) + queryString(options.query)
  const response = await settled(await sendFile(routes[name].method, path, file, options))
  return (await readReply(response, options.reply)) as z.output<Schema>
}

const sendFile = (
  method: string,
  path: string,
  file: Blob,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (part: number) => void },
): Promise<Response> =>
  new Promise((done, fail) => {
    if (signal.aborted) return fail(signal.reason)
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    signal.addEventListener('abort', stop, { once: true })
    request.open(method, path)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onProgress?.(loaded / total)
    request.onabort = () => fail(signal.reason)
    request.onerror = () => {
      noteDown()
      fail(serverDown())
    }
    request.onload = () =>
      done(
        new Response(request.responseText, {
          status: request.status,
          headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
        }),
      )
    request.onloadend = () => signal.removeEventListener('abort', stop)
    request.send(file)
  })
