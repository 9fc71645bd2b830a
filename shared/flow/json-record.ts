/** A JSON object as plain data that nobody changes. */
export type JsonRecord = Readonly<Record<string, unknown>>
