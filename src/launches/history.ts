import type { Memento } from "../util/memento";
import { maskText } from "../util/maskText";
import { isMasked } from "./secrets";

const key = "lossline.arguments";
const perScript = 20;
const scripts = 200;

/** The arguments that scripts were started with, as typed, the latest first; kept with the workspace. */
export class ArgumentHistory {
  constructor(private readonly memory: Memento) {}

  of(script: string): readonly string[] {
    return this.all().find(([name]) => name === script)?.[1] ?? [];
  }

  /** What holds a secret is not remembered: the editor keeps this in a file. */
  async add(script: string, typed: string): Promise<void> {
    if (maskText(typed) !== typed || isMasked([typed])) return;
    const lines = [typed, ...this.of(script).filter((line) => line !== typed)].slice(0, perScript);
    const others = this.all().filter(([name]) => name !== script);
    await this.memory.update(key, [[script, lines], ...others].slice(0, scripts));
  }

  private all(): readonly (readonly [string, readonly string[]])[] {
    const stored = this.memory.get(key);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }
}

function isEntry(value: unknown): value is [string, string[]] {
  return (
    Array.isArray(value) &&
    typeof value[0] === "string" &&
    Array.isArray(value[1]) &&
    value[1].every((line) => typeof line === "string")
  );
}
