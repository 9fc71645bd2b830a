/** The home service example, filled to its end as a customer fills it. */
import type { FrameLocator, Locator, Page } from 'playwright-core'

/** Fills the booking as a customer would, on whatever phone shows it. */
export async function bookAVisit(phone: Page | FrameLocator | Locator): Promise<void> {
  await phone.getByRole('button', { name: /^Type of service/ }).click()
  await phone.getByRole('option', { name: 'Cleaning' }).click()
  await phone.getByRole('button', { name: 'Continue' }).click()
  await phone.getByLabel(/^Street/).fill('12 Rue des Lilas')
  await phone.getByLabel(/^City/).fill('Lyon')
  await phone.getByLabel(/^Post/).fill('69001')
  await phone.getByText('Yes', { exact: true }).click()
  await phone.getByRole('button', { name: 'Choose a date' }).click()
  await phone.getByRole('button', { name: /^Day of the visit/ }).click()
  await phone.getByRole('button', { name: 'Done' }).click()
  await phone.getByText('Morning').click()
  await phone.getByLabel(/^Phone on the day/).fill('+33 6 12 34 56 78')
  await phone.getByRole('button', { name: 'Review booking' }).click()
  await phone.getByRole('checkbox').first().click()
  await phone.getByRole('button', { name: 'Book the visit' }).click()
}
