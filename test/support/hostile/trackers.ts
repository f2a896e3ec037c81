import { dates, encodings, floods, nestings, params, tags } from "./contents";
import type { Case, HostileCase } from "./hostileCase";
import { kin, repositories } from "./kin";
import { dotted, far, lies, names, numbers } from "./logged";

const kinds: Readonly<Record<string, readonly Case[]>> = {
  "a circle of kin": kin,
  "a repository’s objects": repositories,
  "a name within a log": [...names, dotted],
  "a number": numbers,
  nesting: nestings,
  "a tag of YAML": tags,
  "an encoding": encodings,
  "a flood of escapes": floods,
  "an id far away": far,
  "a date": dates,
  "a crowd of params": params,
  "a record that lies": lies,
};

/** What no tracker writes, in the files that trackers write. */
export const trackers: readonly HostileCase[] = Object.entries(kinds).flatMap(([kind, cases]) =>
  cases.map((one) => ({ kind, ...one })),
);

/** What the row of each kind's folder says where all are found in one project: how many runs there are, and the best of them. */
export const shownOfTrackers: Readonly<Record<string, RegExp>> = {
  "a circle of kin": /best 0\.4 \(loss\), 45 runs/,
  "a crowd of params": /best 0\.4 \(loss\), 4 runs/,
  "a date": /best 0\.4 \(loss\), 8 runs/,
  "a flood of escapes": /best 0\.3 \(loss\), 4 runs/,
  "a name within a log": /best 2 \(loss\), 4 runs/,
  "a number": /best 0\.1 \(loss\), 3 runs/,
  "a record that lies": /best 1 \(loss\), 3 runs, 1 without a point/,
  "a tag of YAML": /best 0\.4 \(train_loss\), 12 runs/,
  "an encoding": /best 0\.3 \(loss\), 3 runs/,
  "an id far away": /best 0\.5 \(train\/loss\), 9 runs/,
  nesting: /best 1 \(loss\), 3 runs/,
};
