/** The name that a new campaign starts with. */

/** Such as "20261122-05:09PM-CAMPAIGN", in the viewer's own time. */
export function defaultCampaignName(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  const hour = now.getHours()
  return `${day}-${two(hour % 12 || 12)}:${two(now.getMinutes())}${hour < 12 ? 'AM' : 'PM'}-CAMPAIGN`
}
