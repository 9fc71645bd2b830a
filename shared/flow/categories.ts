/** What a flow can be for, in the platform's words. */
export const flowCategories = [
  'SIGN_UP',
  'SIGN_IN',
  'APPOINTMENT_BOOKING',
  'LEAD_GENERATION',
  'CONTACT_US',
  'CUSTOMER_SUPPORT',
  'SURVEY',
  'OTHER',
] as const

export type FlowCategory = (typeof flowCategories)[number]

export const isFlowCategory = (value: unknown): value is FlowCategory =>
  flowCategories.some((category) => category === value)
