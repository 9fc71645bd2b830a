/** The example flows of the gallery, each sound and ready to publish. */
import { clinicAppointment } from './clinic-appointment.ts'
import { customerFeedback } from './customer-feedback.ts'
import { damageReport } from './damage-report.ts'
import { demoRequest } from './demo-request.ts'
import { eventRegistration } from './event-registration.ts'
import type { ExampleFlow } from './example.ts'
import { homeService } from './home-service.ts'
import { jobApplication } from './job-application.ts'
import { loanEnquiry } from './loan-enquiry.ts'
import { productReturn } from './product-return.ts'
import { tableReservation } from './table-reservation.ts'

export type { ExampleFlow } from './example.ts'

export const exampleFlows: readonly ExampleFlow[] = [
  homeService,
  productReturn,
  clinicAppointment,
  loanEnquiry,
  demoRequest,
  tableReservation,
  customerFeedback,
  eventRegistration,
  damageReport,
  jobApplication,
]
