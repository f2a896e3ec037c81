/** What can be said of a run, or several, against a baseline: exclusive and complete. */
export type VerdictWord = "better" | "worse" | "within noise" | "unclear" | "can't be compared";
