/** One line of the report that `npm run bench` prints. Every bench file's default export gives a promise of such rows. */
export interface Row {
  /** What was done, with its size: "1,000,000 scalars of 10 tags (52 MB), first read". */
  readonly what: string;
  /** What it took us, with its unit. */
  readonly ours: string;
  /** What it took the tool that people use for it, measured in the same run, and which tool that is. */
  readonly peer?: string;
  /** How many times less ours is than the peer's. */
  readonly ratio?: number;
  /** The promise, in words: "≥ 2 × faster". */
  readonly budget: string;
  /** Whether the promise is kept; absent where nothing was promised. */
  readonly ok?: boolean;
}
