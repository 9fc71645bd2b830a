/** As whom this page asks: on a shared preview, as the guest of its link, whoever else is signed in here. */
import { shareLinkHeader } from '../../shared/api/shares.ts'

let link: string | null = null

/** From now on every request of this page is the guest's of that link; null makes them one's own again. */
export function askAsGuest(linkId: string | null): void {
  link = linkId
}

/** What a request says about it. */
export const guestHeaders = (): Record<string, string> =>
  link === null ? {} : { [shareLinkHeader]: link }
