/** The example flows of the gallery, each sound and ready to publish. */
import { clinicAppointment } from './clinic-appointment.ts'
import { demoRequest } from './demo-request.ts'
import type { ExampleFlow } from './example.ts'
import { homeService } from './home-service.ts'
import { loanEnquiry } from './loan-enquiry.ts'
import { productReturn } from './product-return.ts'

export type { ExampleFlow } from './example.ts'

export const exampleFlows: readonly ExampleFlow[] = [
  homeService,
  productReturn,
  clinicAppointment,
  loanEnquiry,
  demoRequest,
]
