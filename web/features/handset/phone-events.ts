/** Hears when a simulated phone shows something new, over a WebSocket of its own. */
import { createEffect, onCleanup } from 'solid-js'
import { z } from '../../../shared/zod.ts'
import { onBack } from '../../api/connection.ts'
import { useWorkspace } from '../../api/workspace.ts'

const Changed = z.object({ type: z.literal('changed'), number: z.string() })

/** Runs `onChange` with the number of each phone that changed, and with null when anything may have. */
export function usePhoneEvents(onChange: (number: string | null) => void): void {
  const workspace = useWorkspace()
  createEffect(() => {
    const workspaceId = workspace.id
    let socket: WebSocket | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let beat: ReturnType<typeof setInterval> | undefined
    let tries = 0
    let over = false

    const connect = () => {
      clearTimeout(timer)
      if (over || socket) return
      const { protocol, host } = window.location
      const address = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sandbox/phones/events`
      const opened = new WebSocket(`${address}?workspace=${encodeURIComponent(workspaceId)}`)
      socket = opened
      opened.onopen = () => {
        tries = 0
        beat = setInterval(() => opened.send('ping'), 25_000)
        // What changed before somebody listened is unknown: the first time, too, the list may have been read just before.
        onChange(null)
      }
      opened.onmessage = (event) => {
        if (typeof event.data !== 'string' || event.data === 'pong') return
        const message = Changed.safeParse(JSON.parse(event.data))
        if (message.success) onChange(message.data.number)
      }
      opened.onclose = () => {
        clearInterval(beat)
        if (socket === opened) socket = null
        if (over) return
        timer = setTimeout(connect, Math.min(15_000, 500 * 2 ** tries++))
      }
    }
    const stop = onBack(() => {
      tries = 0
      connect()
    })
    connect()
    onCleanup(() => {
      over = true
      stop()
      clearTimeout(timer)
      clearInterval(beat)
      socket?.close(1000)
    })
  })
}
