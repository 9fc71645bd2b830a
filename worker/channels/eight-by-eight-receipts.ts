/** The codes of 8x8's delivery receipts: what they are in Meta's numbers, and what those of 8x8's own mean (§2.9). */

/** Meta's code by 8x8's. The API's errors use the same numbers for other things. */
const metaCodes = new Map<number, number>([
  [1002, 4],
  [1005, 100],
  [1006, 190],
  [1007, 368],
  [1008, 80007],
  [1009, 130429],
  [1010, 130472],
  [1011, 130497],
  [1012, 131000],
  [1013, 131005],
  [1014, 131008],
  [1015, 131009],
  [1016, 131016],
  [1017, 131021],
  [1018, 131026],
  [1019, 131031],
  [1020, 131037],
  [1021, 131045],
  [1022, 131047],
  [1023, 131048],
  [1024, 131049],
  [1025, 131051],
  [1026, 131052],
  [1027, 131053],
  [1028, 131056],
  [1029, 131057],
  [1030, 132000],
  [1031, 132001],
  [1032, 132005],
  [1033, 132007],
  [1034, 132012],
  [1035, 132015],
  [1036, 132016],
  [1037, 132068],
  [1038, 132069],
  [1048, 135000],
  [1051, 131050],
  [1054, 131062],
])

/** 8x8's own, which Meta does not have. */
const ownCodes = new Map<number, string>([
  [1, 'This person is not on WhatsApp.'],
  [11, 'Too many messages to this person in a short time.'],
  [15, 'The number is wrong, or on the list of blocked numbers of the 8x8 account.'],
  [36, 'The message expired before it could be delivered.'],
  [42, 'The 8x8 account has no credit left.'],
  [43, 'A spam filter stopped the message.'],
  [46, 'The phone could not be reached.'],
  [57, '8x8 does not know why.'],
  [61, 'The session has expired.'],
])

/** The failure in a receipt: Meta's own number where the receipt carries it, else by 8x8's. */
export function errorOfReceipt(
  errorCode: number | null,
  errorMessage: string | null,
  providerErrorCode: number | null,
): { code: number | null; message: string } {
  const code = providerErrorCode ?? (errorCode === null ? null : (metaCodes.get(errorCode) ?? null))
  const own = errorCode === null ? undefined : ownCodes.get(errorCode)
  const words = own ?? errorMessage?.slice(0, 900) ?? '8x8 gave no reason.'
  // Without a number of Meta's, 8x8's is all that its support can be asked about.
  const reference = code === null && errorCode !== null ? ` (8x8 code ${errorCode})` : ''
  return { code, message: `${words}${reference}` }
}
