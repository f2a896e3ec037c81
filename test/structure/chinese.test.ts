import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { useTranslation, plural, t } from "../../src/util/text";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;
const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe("Simplified Chinese", () => {
  const texts = read("l10n/bundle.l10n.zh-cn.json");
  const manifest = read("package.nls.zh-cn.json");

  it("fills in what the English texts fill in, and nothing else", () => {
    const wrong = Object.entries(texts).filter(([english, chinese]) => {
      return names(chinese).join() !== names(english).join();
    });
    deepEqual(wrong, []);
  });

  it("has every text of the manifest, with the same links", () => {
    const english = read("package.nls.json");
    deepEqual(
      Object.keys(english).filter((key) => !Object.hasOwn(manifest, key)),
      [],
    );
    const links = (text: string | undefined) => [...(text ?? "").matchAll(/command:[\w.]+/g)].map(([link]) => link);
    for (const [key, text] of Object.entries(manifest)) {
      ok(Object.hasOwn(english, key), key);
      deepEqual(links(text), links(english[key]), key);
    }
  });

  it("is spoken once it is chosen, counts included", () => {
    useTranslation("zh-cn", texts);
    try {
      equal(t("Nobody wrote this."), "Nobody wrote this.", "what is not translated stays English");
      equal(t("NaN from step {step}", { step: 40 }), "从第 40 步起为 NaN");
      equal(plural(5, { one: "{count} diverged", other: "{count} diverged" }), "5 个发散");
    } finally {
      useTranslation("en", {});
    }
  });
});
