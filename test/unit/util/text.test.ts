import assert from "node:assert/strict";
import { shortKey as asShipped, withShortKeys } from "../../../scripts/lib/short-keys.mjs";
import { plural, shortKey, t, useTranslation } from "../../../src/util/text";

const runs = { one: "{count} run", other: "{count} runs" };

describe("A text that a person reads", () => {
  afterEach(() => useTranslation("en", {}));

  it("is found by its short key, as translations are shipped", () => {
    const texts = { "Filter: {filter}": "筛选：{filter}", "{count} runs": { other: "{count} 次运行" } };
    useTranslation("zh-CN", withShortKeys(texts) as Record<string, string>);
    assert.equal(t("Filter: {filter}", { filter: "a" }), "筛选：a");
    assert.equal(plural(2, { one: "{count} run", other: "{count} runs" }), "2 次运行");
    assert.equal(t("Unknown"), "Unknown");
    for (const text of ["", "a", "…", "“{x}”\n\ud83d\ude00"]) assert.equal(shortKey(text), asShipped(text));
  });

  it("is English, with its values in place, as long as there is no other language", () => {
    assert.equal(t("Filter: {filter}", { filter: "lr" }), "Filter: lr");
    assert.equal(plural(1, runs), "1 run");
    assert.equal(plural(0, runs), "0 runs");
    assert.equal(plural(1200, runs, { count: "1,200" }), "1,200 runs");
  });

  it("is the translation where there is one, and English where there is none", () => {
    useTranslation("zh-CN", { "Filter: {filter}": "筛选：{filter}", "{count} runs": "{count} 次运行" });
    assert.equal(t("Filter: {filter}", { filter: "lr" }), "筛选：lr");
    assert.equal(plural(1, runs), "1 次运行");
    assert.equal(t("Sort"), "Sort");
    assert.equal(plural(1, { one: "{count} point", other: "{count} points" }), "1 point");
  });

  it("counts as the language does", () => {
    useTranslation("pl", {
      "{count} runs": { one: "{count} przebieg", few: "{count} przebiegi", other: "{count} przebiegów" },
    });
    assert.deepEqual(
      [1, 3, 5].map((count) => plural(count, runs)),
      ["1 przebieg", "3 przebiegi", "5 przebiegów"],
    );
  });

  it("takes a value as it is: neither its braces nor a name from an object's prototype mean anything", () => {
    assert.equal(t("{a} {b}", { a: "{b}", b: "$&" }), "{b} $&");
    assert.equal(t("{toString} {constructor}"), "{toString} {constructor}");
    assert.equal(t("__proto__"), "__proto__");
  });
});
