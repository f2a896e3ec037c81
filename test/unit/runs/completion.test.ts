import { deepEqual, equal, ok } from "node:assert/strict";
import { completed, completionOf } from "../../../src/runs/judging/completion";
import { filterWords, parseFilter } from "../../../src/runs/judging/filter";

const names = ["val/acc", "train/acc", "lr", "model.lr_decay", "l oss"];
const offers = (text: string) => completionOf(text, text.length, names).offers;
const taken = (text: string, offer: string) =>
  completed(text, text.length, completionOf(text, text.length, names).from, offer).text;

describe("completion of a filter", () => {
  it("offers names that begin with the word being typed, then those that hold it", () => {
    deepEqual(offers("status:failed lr"), ["model.lr_decay"]);
    deepEqual(offers("acc"), ["val/acc", "train/acc"]);
    deepEqual(offers("is:be"), ["is:better"]);
    deepEqual(offers("val/acc "), []);
  });

  it("offers no word that a filter doesn't take", () => {
    for (const word of filterWords.filter((one) => one !== "or")) {
      const filter = parseFilter(word.endsWith(":") ? `${word}x` : word);
      ok(typeof filter === "function", word);
    }
    ok(filterWords.includes("is:noise"));
  });

  it("puts a name in the place of the word, in quotes where it has to be, and a filter reads it", () => {
    equal(taken("lr < 0.1 acc", "val/acc"), "lr < 0.1 val/acc ");
    const text = taken("is:better os", "l oss");
    equal(text, 'is:better "l oss" ');
    ok(typeof parseFilter(`${text}> 1`) === "function");
    equal(taken("-gro", "group:"), "-group:");
  });
});
