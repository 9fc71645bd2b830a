/** Identifiers that outsiders see, and how they are minted; randomness comes in as an argument. */

/** Random bytes of a length, as crypto.getRandomValues gives them. */
export type RandomBytes = (length: number) => Uint8Array

/** A version's public id: 16 decimal digits, the first not zero. What outsiders call the flow id. */
export function mintPublicId(random: RandomBytes): string {
  const bytes = random(16)
  let digits = String(1 + (bytes[0]! % 9))
  for (let i = 1; i < 16; i++) digits += String(bytes[i]! % 10)
  return digits
}

export const isPublicId = (text: string): boolean => /^\d{15,16}$/.test(text)

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isUuid = (text: string): boolean => uuidPattern.test(text)
