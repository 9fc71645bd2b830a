/** Says over a page that a cut-over has not ended, and leads to it. */
import type { CutOverRunning } from '../../../shared/api/flows.ts'
import { Banner } from '../../ui/banner.tsx'
import { LinkButton } from '../../ui/button.tsx'

export function RunningBanner(props: { running: CutOverRunning; name?: string }) {
  return (
    <Banner
      icon="flows"
      actions={
        <LinkButton size="small" href={`/chat/flows/${props.running.new.publicId}/cut-over`}>
          Open the cut-over
        </LinkButton>
      }
    >
      {props.name ? `${props.name}: a` : 'A'} cut-over has not ended. Version{' '}
      {props.running.new.number} is taking the place of version {props.running.old.number}.
    </Banner>
  )
}
