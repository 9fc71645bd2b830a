/** What a query knows: its last answer, also while a later one failed; undefined before the first. */

type Query<Data> = { isSuccess: boolean; isRefetchError: boolean; data: Data | undefined }

/** Reads `data` only where there is some, so that a page is never suspended by looking. */
export const known = <Data>(query: Query<Data>): Data | undefined =>
  query.isSuccess || query.isRefetchError ? query.data : undefined
