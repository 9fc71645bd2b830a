/** A shared flow, live: its room joined as a guest, opened anew where the link goes on to another version. */
import { createSignal, onCleanup, Show } from 'solid-js'
import { RoomTicket, type SharedFlow } from '../../../shared/api/shares.ts'
import { closeCode } from '../../../shared/collab/wire.ts'
import { isProblem } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { createRoom } from '../../collab/room.ts'
import { AddressRefused } from '../../collab/room-socket.ts'
import { createClosing } from './closing.ts'
import { Walk } from './walk.tsx'

/** `onLook` asks the server where the visit stands: the page then shows what it says. */
export function SharedPreview(props: { shared: SharedFlow; onLook: () => Promise<void> }) {
  const [attempt, setAttempt] = createSignal(0)
  const place = () => `${props.shared.version.publicId} ${attempt()}`
  return (
    <Show when={place()} keyed>
      {(_place) => <InRoom {...props} onReopen={() => setAttempt((count) => count + 1)} />}
    </Show>
  )
}

function InRoom(props: { shared: SharedFlow; onLook: () => Promise<void>; onReopen: () => void }) {
  const { linkId } = props.shared
  const { publicId } = props.shared.version
  const room = createRoom({
    publicId,
    ticket: async () => {
      try {
        const given = await request('guest.ticket', { linkId }, { body: {}, reply: RoomTicket })
        if (given.publicId === publicId) return given.ticket
      } catch (error) {
        if (!isProblem(error, 'no-such-link') && !isProblem(error, 'shared-flow-gone')) throw error
      }
      void props.onLook()
      throw new AddressRefused(closeCode.notAllowed, 'The link shows something else now.')
    },
  })
  onCleanup(room.destroy)
  createClosing(room, props.onLook, props.onReopen)
  return <Walk shared={props.shared} room={room} onNamed={() => void props.onLook()} />
}
