import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { collect } from "../../../scripts/lib/l10n.mjs";
import { Reader } from "../../../src/store/reading/reader";
import { ReaderStore } from "../../../src/store/reading/readerStore";
import { loadLanguage, terminalLanguage } from "../../../src/util/languages";
import { plural, spokenLanguage, t, useTranslation, type Forms } from "../../../src/util/text";
import { portPair } from "../../support/ports";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();

/** A made-up language, in which every text is marked: what is not is one that was never sent through t(). */
function pseudo(text: string): string {
  return `⟦${text.replace(/[aeiou](?![^{]*\})/g, "$&\u0301").normalize("NFC")}⟧`;
}

/** Of what the reader says: to look for texts in all of the sources takes its time. */
function pseudoBundle(): Record<string, string | Forms> {
  const forms = (value: Forms) => Object.fromEntries(Object.entries(value).map(([name, text]) => [name, pseudo(text)]));
  return Object.fromEntries(
    Object.entries(collect(".", (path) => /^src\/(readers|store|util)\//.test(path))).map(([key, value]) => [
      key,
      typeof value === "string" ? pseudo(value) : (forms(value) as Forms),
    ]),
  );
}

/** A folder with a translation into the made-up language. */
function l10n(content: unknown = pseudoBundle()): string {
  const folder = join(temp(), "l10n");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bundle.l10n.qps.json"), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

describe("A language that is a file", () => {
  afterEach(() => useTranslation("en", {}));

  it("is found by the editor's name for it, and by that of the language alone", () => {
    const folder = l10n({ Plots: "[Plots]", "{count} runs": { one: "[{count} run]", other: "[{count} runs]" } });
    for (const asked of ["qps", "qps-ploc", "QPS-PLOC"]) {
      equal(loadLanguage(folder, asked)?.language, "qps");
      equal(t("Plots"), "[Plots]");
      equal(plural(2, { one: "{count} run", other: "{count} runs" }), "[2 runs]");
      useTranslation("en", {});
    }
  });

  it("is English where there is no file, and where the name is none", () => {
    const folder = l10n({ Plots: "[Plots]" });
    for (const asked of [undefined, "en", "en-us", "de", "../qps", "qps/../qps", ""]) {
      equal(loadLanguage(folder, asked), undefined, asked);
      equal(t("Plots"), "Plots");
    }
  });

  it("is English where the file is damaged, and for each text that is none", () => {
    for (const broken of ["", "{", "[1]", "null", '"text"']) loadLanguage(l10n(broken), "qps");
    equal(t("Plots"), "Plots");
    loadLanguage(l10n({ Plots: 1, "{count} runs": { one: "x" }, Sort: { other: 2 }, Runs: "[Runs]" }), "qps");
    deepEqual([t("Plots"), t("Sort"), t("Runs")], ["Plots", "Sort", "[Runs]"]);
  });

  it("is the terminal's, as POSIX writes it", () => {
    equal(terminalLanguage({ LANG: "zh_CN.UTF-8" }), "zh-CN");
    equal(terminalLanguage({ LANG: "zh_CN.UTF-8", LC_ALL: "de_DE@euro" }), "de-DE");
    equal(terminalLanguage({ LANG: "zh_CN", LC_MESSAGES: "fr" }), "fr");
    for (const LANG of ["C", "C.UTF-8", "POSIX", "en_US.UTF-8", "", "x; rm"])
      equal(terminalLanguage({ LANG }), undefined);
    equal(terminalLanguage({}), undefined);
  });
});

describe("In a made-up language", () => {
  before(() => loadLanguage(l10n(), "qps"));
  after(() => useTranslation("en", {}));

  it("the reader is told which, and says what it found in it", async () => {
    const folder = temp();
    mkdirSync(join(folder, "broken"), { recursive: true });
    writeFileSync(join(folder, "broken", "metrics.jsonl"), Buffer.from([0xff, 0xfe, 0x7b, 0x00]));
    const [port, other] = portPair();
    const reader = new Reader(other);
    const host = {
      roots: () => [{ path: folder, exclude: [], added: [join(folder, "broken", "metrics.jsonl")] }],
      opened: () => undefined,
      log: () => undefined,
      memoryLimit: () => 512 * 1024 * 1024,
    };
    const store = new ReaderStore(() => port, host, 1);
    await store.start();
    store.dispose();
    reader.dispose();
    match(JSON.stringify(port.posted[0]), /"show":"speak".*"language":"qps"/);
    equal(spokenLanguage()?.language, "qps");
    ok(store.problems.length > 0);
    for (const { message } of store.problems) match(message, /⟦/);
  });
});
