import { sqlite } from "../sqlite";
import { claims } from "./claims";
import { circles, databases } from "./databases";
import type { HostileCase } from "./hostileCase";
import { links, names, refusals } from "./entries";
import { crowds } from "./crowds";
import { notFiles } from "./notFiles";
import { globs, states } from "./roots";
import { trackers } from "./trackers";
import { clocks, halves, lineEnds, words, yamls } from "./texts";

/** Inputs of every kind that stopped an earlier reader, some of each; those that this system can make. */
export const hostileCases: readonly HostileCase[] = [
  ...(process.platform === "win32" ? [] : [...notFiles, ...links, ...names, ...refusals]),
  ...(sqlite ? [...databases, ...circles] : []),
  ...claims,
  ...crowds,
  ...clocks,
  ...words,
  ...yamls,
  ...halves,
  ...lineEnds,
  ...states,
  ...globs,
  ...trackers,
];
