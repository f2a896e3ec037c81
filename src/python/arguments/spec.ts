/** How sure the reading of an argument is: `partial` where a part of it could not be worked out, as a default that is computed. */
export type Confidence = "exact" | "partial";

export type ArgumentKind = "text" | "integer" | "number" | "boolean" | "flag" | "path" | "list";

/** One argument of a script, as far as its source tells without being run. */
export interface ArgSpec {
  /** "--lr", "-l"; none of a positional one. Hydra's is its key, typed as `key=value`. */
  readonly flags: readonly string[];
  readonly dest: string;
  /** A `flag` is given or not; a `boolean` is given with a value. */
  readonly kind: ArgumentKind;
  /** What stands between the option and its value; Hydra's `=`. */
  readonly style: "option" | "assign";
  readonly choices?: readonly string[];
  /** As it would be typed; absent if there is none, or it could not be worked out: then `computed` is its source text. */
  readonly default?: string;
  readonly computed?: string;
  readonly help?: string;
  readonly required: boolean;
  /** How many values: a number, "?", "*" or "+". */
  readonly nargs?: string;
  readonly group?: string;
  /** The sub-command that it belongs to. */
  readonly command?: string;
  /** The option that turns a flag off: "--no-amp". */
  readonly off?: string;
  readonly at: Place;
  readonly confidence: Confidence;
}

export interface Place {
  /** Absolute path. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** What a script's source tells of its arguments. */
export interface Arguments {
  readonly specs: readonly ArgSpec[];
  /** Arguments that are there and could not be read, with what stands in their place. */
  readonly unread: readonly { readonly at: Place; readonly source: string }[];
}

export const noArguments: Arguments = { specs: [], unread: [] };

/** The option's long name, or what stands for a positional one. */
export function nameOf({ flags, dest }: Pick<ArgSpec, "flags" | "dest">): string {
  return flags.find((flag) => flag.startsWith("--")) ?? flags[0] ?? dest;
}

export function withoutDefault(spec: ArgSpec): ArgSpec {
  const kept = Object.entries(spec).filter(([key]) => key !== "default" && key !== "computed");
  return Object.fromEntries(kept) as unknown as ArgSpec;
}
