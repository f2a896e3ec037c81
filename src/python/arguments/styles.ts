/** How a tool makes options of the names of fields and parameters. */
export interface Style {
  /** `--learning-rate` rather than `--learning_rate`. */
  readonly dashes?: boolean;
  /** What stands before the name of the option that turns a flag off; it is a flag's only where it is on by default. */
  readonly off?: "no_" | "no-" | "no";
  /** A boolean is given with a value: `--amp true`. */
  readonly booleans?: "value";
  /** The fields of a dataclass within another have their own names only: `--lr` rather than `--optim.lr`. */
  readonly flat?: boolean;
  /** `lr=0.1` rather than `--lr 0.1`. */
  readonly assign?: boolean;
  /** What has no default is told by its place. */
  readonly places?: boolean;
}

export const huggingFace: Style = { off: "no_" };
export const tyro: Style = { dashes: true, off: "no-" };
export const simple: Style = { off: "no", flat: true };
export const draccus: Style = { booleans: "value" };
export const jsonargparse: Style = { booleans: "value", places: true };
export const lightning: Style = { booleans: "value" };
export const chz: Style = { booleans: "value", assign: true };
export const hydra: Style = { booleans: "value", assign: true };
export const fire: Style = { off: "no" };
export const tap: Style = {};
