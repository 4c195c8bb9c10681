/** 日子 — days of the city as the slider counts them. */

/** The day `back` days before `today`, both YYYY-MM-DD. */
export function dayBack(today: string, back: number): string {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - back)
  return day.toISOString().slice(0, 10)
}
