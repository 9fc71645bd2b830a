/** One thing that a channel is set up with: its name, where people find it, and what a value of it looks like. */
export type Setting = {
  label: string
  /** Where people find it, or what it is for. */
  hint: string
  /** Sealed where it is kept, and never shown again. */
  secret?: true
  /** What it is unless something else is entered. */
  usual?: string
  /** Left empty, Flowroom makes one. */
  made?: true
  /** Belongs to the number: a channel with another one is another channel. */
  fixed?: true
  /** Rarely changed: stands apart in the form. */
  rare?: true
  /** Settings that are replaced together with this one. */
  together?: readonly string[]
  /** Its values, where there are only these. */
  options?: readonly { value: string; label: string; hint?: string }[]
  /** One spelling of the same value. */
  spelled?: (value: string) => string
  /** What is wrong with a value by its looks, or null. */
  flaw: (value: string) => string | null
}
