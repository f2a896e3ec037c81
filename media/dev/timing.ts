/** What one way to draw took, in milliseconds. */
export interface Timing {
  readonly way: string;
  /** Median. */
  readonly redraw: number;
  readonly open: number;
}
