import { sqlite } from "../sqlite";
import { databases } from "./databases";
import type { HostileCase } from "./hostileCase";
import { notFiles } from "./notFiles";
import { globs, states } from "./roots";
import { halves, lineEnds, words, yamls } from "./texts";

/** Inputs of every kind that stopped an earlier reader, some of each; those that this system can make. */
export const hostileCases: readonly HostileCase[] = [
  ...(process.platform === "win32" ? [] : notFiles),
  ...(sqlite ? databases : []),
  ...words,
  ...yamls,
  ...halves,
  ...lineEnds,
  ...states,
  ...globs,
];
