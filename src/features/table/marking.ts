import type { RowAction } from "../../shared/pages/table";
import type { RunWords, TableChoices } from "../../shared/table";

/** What it takes to mark runs. */
export interface MarkingHost {
  readonly choices: () => TableChoices;
  readonly write: (run: string, words: RunWords) => Promise<void>;
  readonly act: (action: RowAction, runs: readonly string[]) => Promise<void>;
}

/** What is written on several runs at once: tags join those that each has, a note takes the place of its own. */
export interface SharedWords {
  readonly words?: readonly string[];
  readonly note?: string;
}

/** So many steps can be taken back. */
const mostSteps = 100;

const nothing: RunWords = { words: [], note: "" };

/** Words, notes and stars that are put on runs in the table, and taken back in reverse order. */
export class Marking {
  private readonly steps: (() => Promise<void>)[] = [];

  constructor(private readonly host: MarkingHost) {}

  write(run: string, words: RunWords): Promise<void> {
    return this.writeAll([[run, words]]);
  }

  writeOnAll(runs: readonly string[], { words = [], note }: SharedWords): Promise<void> {
    const before = this.written();
    return this.writeAll(
      runs.map((run) => {
        const own = before.get(run) ?? nothing;
        return [run, { words: [...new Set([...own.words, ...words])], note: note ?? own.note }];
      }),
    );
  }

  /** Puts the star on runs, or takes it from them. */
  async star(runs: readonly string[], isOn: boolean): Promise<void> {
    const { act } = this.host;
    const pinned = new Set(this.host.choices().pinned);
    const others = runs.filter((run) => pinned.has(run) !== isOn);
    this.remember(() => act(isOn ? "unpin" : "pin", others));
    await act(isOn ? "pin" : "unpin", runs);
  }

  /** Takes the last step back. @returns whether there was one */
  async undo(): Promise<boolean> {
    const step = this.steps.pop();
    await step?.();
    return step !== undefined;
  }

  private async writeAll(entries: readonly (readonly [run: string, words: RunWords])[]): Promise<void> {
    const before = this.written();
    const { write } = this.host;
    this.remember(async () => {
      for (const [run] of entries) await write(run, before.get(run) ?? nothing);
    });
    for (const [run, words] of entries) await write(run, words);
  }

  private written(): ReadonlyMap<string, RunWords> {
    return new Map(this.host.choices().written);
  }

  private remember(step: () => Promise<void>): void {
    this.steps.push(step);
    if (this.steps.length > mostSteps) this.steps.shift();
  }
}
