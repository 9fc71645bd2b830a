/** Why a message failed, in the codes of 8x8's receipts; the platform's own code travels beside it (messaging-platforms.md §2.9). */

/** 8x8’s codes by Meta’s. */
const receiptCodes = new Map<number, number>([
  [4, 1002],
  [100, 1005],
  [190, 1006],
  [368, 1007],
  [80007, 1008],
  [130429, 1009],
  [130472, 1010],
  [130497, 1011],
  [131000, 1012],
  [131005, 1013],
  [131008, 1014],
  [131009, 1015],
  [131016, 1016],
  [131021, 1017],
  [131026, 1018],
  [131031, 1019],
  [131037, 1020],
  [131045, 1021],
  [131047, 1022],
  [131048, 1023],
  [131049, 1024],
  [131051, 1025],
  [131052, 1026],
  [131053, 1027],
  [131056, 1028],
  [131057, 1029],
  [132000, 1030],
  [132001, 1031],
  [132005, 1032],
  [132007, 1033],
  [132012, 1034],
  [132015, 1035],
  [132016, 1036],
  [132068, 1037],
  [132069, 1038],
  [135000, 1048],
  [131050, 1051],
  [131062, 1054],
])

const unknownError = 57

/** The receipt's code for one of Meta's; 57, unknown error, where the registry has none. */
export const receiptCodeOf = (providerCode: number): number =>
  receiptCodes.get(providerCode) ?? unknownError
