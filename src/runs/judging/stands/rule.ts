/** Which value stands for a run; one rule for both sides of a comparison. */
export type StandRule =
  | { readonly kind: "last" }
  /** Optimistic: of every run the luckiest point. */
  | { readonly kind: "best" }
  /** The mean of the last so many points. */
  | { readonly kind: "mean"; readonly points: number }
  /** At this step, or the largest below it that all have. */
  | { readonly kind: "step"; readonly step: number }
  /** So many seconds after the run's first point. */
  | { readonly kind: "time"; readonly seconds: number };

/**
 * Reads a rule as it is written in a command line or a setting: "last", "best", "mean:10", "step:500", "time:3600".
 * @returns undefined if it is none
 */
export function parseRule(text: string): StandRule | undefined {
  if (text === "last" || text === "best") return { kind: text };
  const [, kind, digits = ""] = /^(mean|step|time):(\d{1,15}(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (kind === "mean") return Number.isInteger(number) && number > 0 ? { kind, points: number } : undefined;
  if (kind === "step") return { kind, step: number };
  return kind === "time" ? { kind, seconds: number } : undefined;
}

/** As `parseRule` reads it. */
export function ruleName(rule: StandRule): string {
  switch (rule.kind) {
    case "last":
    case "best":
      return rule.kind;
    case "mean":
      return `mean:${rule.points}`;
    case "step":
      return `step:${rule.step}`;
    case "time":
      return `time:${rule.seconds}`;
  }
}
