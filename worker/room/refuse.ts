/** Refusing a socket in a way that its client can read: accept, then close with a code. */

/**
 * Answers an upgrade request by accepting the socket and closing it at once. A browser cannot see an HTTP status on an
 * upgrade, so a refusal has to be a close code (shared/collab/wire.ts). `reason` is at most 123 bytes.
 */
export function refuseSocket(code: number, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, reason)
  return new Response(null, { status: 101, webSocket: client })
}
