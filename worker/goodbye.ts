/** The answer to a socket's goodbye. Without one the other side waits ten seconds and calls it a lost connection. */

/** Closes with the code the other side gave; it gave none where the runtime says 1005 or 1006. */
export const answerGoodbye = (socket: WebSocket, code: number): void =>
  socket.close(code === 1005 || code === 1006 ? 1000 : code)
