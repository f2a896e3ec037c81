/** The most milliseconds before or after 1970 that a date can have; dates beyond have no text, and making one throws. */
const mostMilliseconds = 8.64e15;

/** Whether a number is a time that can be shown. @param time unix milliseconds */
export function isTime(time: number): boolean {
  return Math.abs(time) <= mostMilliseconds;
}
