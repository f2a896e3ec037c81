import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { inferDirection } from "../../../../src/runs/judging/direction";
import { vocabulary } from "../../../../src/runs/judging/vocabulary";
import { wordsOf } from "../../../../src/runs/judging/words";

/** What one source says of metrics, by the names that it gives them. */
interface Section {
  readonly source: string;
  readonly higher?: readonly string[];
  readonly lower?: readonly string[];
}

const folder = "test/fixtures/headline";
const read = (name: string) => readFileSync(`${folder}/${name}`, "utf8");
const packages = JSON.parse(read("directions.json")) as { sections: Section[]; disputed: Record<string, string> };
const sections = [...packages.sections, ...(parse(read("directions.yaml")) as Section[])];

describe("the table of directions", () => {
  for (const section of sections) {
    it(`agrees with ${section.source}`, () => {
      const wrong = (["higher", "lower"] as const).flatMap((way) =>
        (section[way] ?? []).flatMap((name) => (inferDirection(name) === way ? [] : [`${name} is not ${way}`])),
      );
      deepEqual(wrong, []);
    });
  }

  it("has at least 250 metrics, and a source for the direction of each", () => {
    const sourced = new Map(
      sections.flatMap(({ higher = [], lower = [] }) => [
        ...higher.map((name): [string, string] => [inWords(name), "higher"]),
        ...lower.map((name): [string, string] => [inWords(name), "lower"]),
      ]),
    );
    const metrics = [...vocabulary].filter(([, { kind }]) => kind !== "none");
    ok(metrics.length >= 250);
    const without = metrics.filter(([name, { direction }]) => sourced.get(name) !== direction);
    deepEqual(
      without.map(([name]) => name),
      [],
    );
  });

  it("leaves what names no metric of its own without a direction", () => {
    const unknown = [
      "lr",
      "grad_norm",
      "time",
      "epoch",
      "g_loss",
      "policy_loss",
      "entropy",
      "acc_std",
      "val_loss_std",
      "x",
    ];
    deepEqual(
      unknown.filter((name) => inferDirection(name) !== "unknown"),
      [],
    );
  });
});

function inWords(name: string): string {
  return wordsOf(name).flat().join(" ");
}
