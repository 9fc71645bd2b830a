/** What the names of our cookies begin with. */

/** Browsers send a cookie to every port of a host: copies that run side by side need names of their own. */
export const cookiePrefix = (origin: string): string =>
  ['flowroom', new URL(origin).port].filter(Boolean).join('-')
