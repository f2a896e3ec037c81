import assert from "node:assert/strict";
import { resolve } from "node:path";
import { fixtureCases } from "../../fuzz/cases";
import { LaidOut } from "../../fuzz/laid";
import { pump, places, textFilesOf, timePumped } from "../../fuzz/pump";
import { useTempFolder } from "../../support/tempFolder";

/** Of all kinds of parsers one fixture each; `npm run fuzz -- --kind pump` has all formats and tokens. */
const fixtures = [
  "csv/big_numbers",
  "jsonl/plain",
  "hydra/nothing_logged",
  "torchtune/lora",
  "spacy/textcat",
  "nnunet/finished",
  "mmengine/by_epoch",
  "clearml/offline",
];
const tokens = [",", '"', "{", "a", " ", "1e", "loss=", "- ", "\u001b[0m"];

/** Twice as long a text takes twice as long, four times where the work grows with the square: more than this is no noise. */
const most = 24;
const growth = 8;
const short = 4 * 1024;
/** Below this, how time grows is noise: milliseconds of processor time. */
const harmless = 150;

describe("a text in which one token is repeated", function () {
  this.timeout(120_000);
  const temp = useTempFolder();
  const cases = fixtureCases("test/fixtures");

  for (const fixture of fixtures) {
    it(`is read in a time that grows with its length: ${fixture}`, () => {
      const one = cases.find(({ format, name }) => `${format}/${name}` === fixture);
      if (!one) throw new Error(`There is no fixture ${fixture}`);
      const file = textFilesOf(one)[0]!;
      const laid = new LaidOut(resolve(temp()));
      for (const [at, token] of tokens.entries()) {
        const place = places[at % places.length]!;
        const time = (length: number) =>
          timePumped(one, file, pump(one.files.get(file)!, token, place, length), laid, harmless);
        const long = time(short * growth);
        if (long <= harmless) continue;
        const ratio = long / time(short);
        assert.ok(ratio <= most, `${JSON.stringify(token)} (${place}): ${ratio.toFixed(1)} times as long`);
      }
    });
  }
});
