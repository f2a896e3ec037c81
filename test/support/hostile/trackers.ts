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
