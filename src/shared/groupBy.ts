/** By what runs become one row, and are judged as one: plain data. */
export type GroupBy =
  /** What differs in nothing but its seed. */
  | { readonly kind: "seed" }
  /** Every run by itself. */
  | { readonly kind: "none" }
  /** The group, experiment or sweep that the tool names. */
  | { readonly kind: "tool" }
  /** The values of these params. */
  | { readonly kind: "params"; readonly names: readonly string[] };
