/** Everything a renderer needs of one screen, with all bindings resolved. */
import type { Weekday } from '../day.ts'
import type { TextRange } from '../flow.ts'
import type { RunError } from './state.ts'

type Placed = {
  /** Where the component stands in the text: `screens[0].layout.children[1]`. */
  path: string
  range: TextRange
}

type Field = Placed & {
  name: string
  label: string
  helperText: string | null
  required: boolean
  enabled: boolean
  /** Error text to show now in place of the helper text, or null. */
  error: string | null
}

export type OptionView = {
  id: string
  title: string
  description: string | null
  /** Shown at the row's end. */
  metadata: string | null
  /** False also when the group has reached its maximum. */
  enabled: boolean
  /** A URL fit for an img element, or null. */
  image: string | null
  altText: string | null
  /** `#RRGGBB`, or null. */
  color: string | null
}

type Choice = Field & { description: string | null; options: OptionView[] }

type Calendar = {
  /** `YYYY-MM-DD`; null leaves the choice to the renderer, which knows today. */
  minDate: string | null
  maxDate: string | null
  unavailableDates: string[]
  /** Weekdays on offer. */
  includeDays: readonly Weekday[]
}

export type RangeEndView = {
  label: string
  helperText: string | null
  required: boolean
  /** `YYYY-MM-DD` or empty. */
  value: string
  error: string | null
}

type Files = Placed & {
  name: string
  label: string
  description: string | null
  enabled: boolean
  error: string | null
  value: MediaValue[]
  minFiles: number
  maxFiles: number
  maxFileSizeKb: number
}

/**
 * A picked file as the flow holds it; what the endpoint and the final answer carry is made from it
 * (§6.2). `upload` is absent once the file has arrived.
 */
export type MediaValue = Readonly<Record<string, unknown>> & {
  readonly file_name: string
  readonly mime_type?: string
  readonly media_id?: string
  /** In bytes. */
  readonly size?: number
  readonly upload?: 'running' | 'failed'
}

export type NavigationItemView = {
  id: string
  title: string
  description: string | null
  metadata: string | null
  end: { title: string | null; description: string | null; metadata: string | null } | null
  /** A URL fit for an img element, or null. */
  image: string | null
  altText: string | null
  badge: string | null
  tags: string[]
  enabled: boolean
}

export type FontWeight = 'normal' | 'bold' | 'italic' | 'bold_italic'
export type InputType = 'text' | 'number' | 'email' | 'password' | 'passcode' | 'phone'
export type LabelVariant = 'normal' | 'large'

export type ViewItem =
  | (Placed & { kind: 'TextHeading'; text: string })
  | (Placed & { kind: 'TextSubheading'; text: string })
  | (Placed & {
      kind: 'TextBody' | 'TextCaption'
      text: string
      fontWeight: FontWeight
      strikethrough: boolean
      markdown: boolean
    })
  | (Field & {
      kind: 'TextInput'
      inputType: InputType
      labelVariant: LabelVariant
      value: string
      minChars: number
      maxChars: number
      pattern: string | null
    })
  | (Field & {
      kind: 'TextArea'
      labelVariant: LabelVariant
      value: string
      /** Typing stops here. */
      maxLength: number
    })
  | (Choice & { kind: 'Dropdown'; value: string })
  | (Choice & {
      kind: 'RadioButtonsGroup'
      value: string
      mediaSize: 'regular' | 'large'
      /** A tap on the chosen option takes the choice back: send `input` with `''`. */
      canDeselect: boolean
    })
  | (Choice & {
      kind: 'CheckboxGroup'
      value: string[]
      mediaSize: 'regular' | 'large'
      minSelected: number
      maxSelected: number
    })
  | (Field & {
      kind: 'DatePicker'
      /** `YYYY-MM-DD` or empty. */
      value: string
      minDate: string
      maxDate: string
      unavailableDates: string[]
    })
  | (Placed & {
      kind: 'OptIn'
      name: string
      label: string
      required: boolean
      value: boolean
      error: string | null
      /** Whether a "Read more" link follows the label; tap it with `tap-optin`. */
      hasLink: boolean
    })
  | (Placed & { kind: 'EmbeddedLink'; text: string })
  | (Placed & {
      kind: 'Image'
      /** A URL fit for an img element, or null when the source is unusable. */
      src: string | null
      altText: string
      width: number | null
      height: number | null
      aspectRatio: number
      scaleType: 'contain' | 'cover'
    })
  /** Markdown with headings, lists, inline base64 images and tables; untrusted, as written. */
  | (Placed & { kind: 'RichText'; text: string })
  | (Choice & {
      kind: 'ChipsSelector'
      value: string[]
      minSelected: number
      maxSelected: number
    })
  | (Calendar & Field & { kind: 'CalendarPicker'; mode: 'single'; value: string })
  | (Calendar &
      Placed & {
        kind: 'CalendarPicker'
        mode: 'range'
        name: string
        title: string | null
        description: string | null
        enabled: boolean
        start: RangeEndView
        end: RangeEndView
        /** Days between start and end, both null when not limited. */
        minDays: number | null
        maxDays: number | null
      })
  | (Placed & {
      kind: 'ImageCarousel'
      /** `src` is a URL fit for an img element, or null when unusable. */
      images: { src: string | null; altText: string }[]
      aspectRatio: '4:3' | '16:9'
      scaleType: 'contain' | 'cover'
    })
  | (Placed & {
      kind: 'NavigationList'
      name: string
      label: string | null
      description: string | null
      mediaSize: 'regular' | 'large'
      items: NavigationItemView[]
    })
  | (Files & {
      kind: 'PhotoPicker'
      source: 'camera_gallery' | 'camera' | 'gallery'
    })
  | (Files & { kind: 'DocumentPicker'; mimeTypes: readonly string[] })
  /** A component the language does not know. */
  | (Placed & { kind: 'Placeholder'; component: string; label: string | null })

/** The item of a kind, also where several kinds share one shape. */
export type ViewItemOf<K extends ViewItem['kind']> = Having<ViewItem, K>
type Having<Item extends ViewItem, K> = Item extends unknown
  ? K extends Item['kind']
    ? Item
    : never
  : never

export type FooterView = Placed & {
  label: string
  enabled: boolean
  leftCaption: string | null
  centerCaption: string | null
  rightCaption: string | null
}

export type ScreenView = {
  screenId: string
  title: string
  /** False on the first screen, where the leading button closes the flow. */
  canGoBack: boolean
  terminal: boolean
  /** Visible leaf components in order. */
  items: ViewItem[]
  footer: FooterView | null
  status: 'open' | 'waiting' | 'completed' | 'closed'
  /** The final payload once completed. */
  payload: Record<string, unknown> | null
  snackbar: string | null
  /** A fault to show in place of the components; back leads out of it. */
  error: RunError | { readonly kind: 'broken-list'; readonly message: string } | null
  path: string
}
