/** createSettled: a value once it has rested, so that not every keystroke asks the server. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** Follows `value` after it has stayed the same for `restMs`. */
export function createSettled<Value>(value: Accessor<Value>, restMs = 150): Accessor<Value> {
  const [settled, setSettled] = createSignal<Value>(value())
  createEffect(() => {
    const next = value()
    const timer = setTimeout(() => setSettled(() => next), restMs)
    onCleanup(() => clearTimeout(timer))
  })
  return settled
}
