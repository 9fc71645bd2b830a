/** Data for a flow's first screen on its way out. */

/** Whether there is any: the platforms refuse an empty object in its place. */
export const hasKeys = (
  data: Record<string, unknown> | undefined,
): data is Record<string, unknown> => data !== undefined && Object.keys(data).length > 0
