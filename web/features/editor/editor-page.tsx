/** The editor page at /chat/flows/:id: finds the version, then opens its room. */
import { OpenVersion } from '../phone/live/open-version.tsx'
import { Editor } from './editor.tsx'

export default function EditorPage() {
  return (
    <OpenVersion>
      {({ publicId, version, refresh }) => (
        <Editor publicId={publicId} version={version()} refresh={refresh} />
      )}
    </OpenVersion>
  )
}
