/** What a query knows: its last answer, also while a later one failed; undefined before the first. */

type Query<Data> = { isSuccess: boolean; isRefetchError: boolean; data: Data | undefined }

/**
 * Reads `data` only where there is some, so that a page is never suspended by looking. It is taken from the store below
 * the query: the query's own `data` suspends whoever reads it until its resource has settled, also where the answer is
 * cached, and a suspended page loses focus and scroll position.
 */
export const known = <Data>(query: Query<Data>): Data | undefined => {
  if (!query.isSuccess && !query.isRefetchError) return undefined
  const held = Object.getOwnPropertyDescriptor(query, 'data')
  return held?.get ? (held.get() as Data | undefined) : query.data
}
