/** What a page says where its content could not be fetched: why, and a button to ask again. */
import type { JSX } from 'solid-js'
import { Banner } from './banner.tsx'
import { Button } from './button.tsx'

export function LoadError(props: {
  title: string
  words: string
  onRetry: () => unknown
}): JSX.Element {
  return (
    <Banner
      tone="bad"
      title={props.title}
      actions={
        <Button size="small" onClick={() => props.onRetry()}>
          Try again
        </Button>
      }
    >
      {props.words}
    </Banner>
  )
}
