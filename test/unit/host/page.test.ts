import { deepEqual, equal } from "node:assert/strict";
import { Page } from "../../../src/host/webview/page";
import { Channel } from "../../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../../src/shared/pages/page";
import { useTranslation, type Language } from "../../../src/util/text";
import { panelPair, until } from "../../support/ports";

/** A page whose model is a number, and whose delta is what to add to it. */
function opened() {
  const [panel, port] = panelPair();
  let number = 1;
  let made = 0;
  const content = {
    model: () => {
      made++;
      return number;
    },
    deltaOf: (before: number, after: number) => (before === after ? undefined : after - before),
    applyDelta: (model: number, delta: number) => model + delta,
  };
  const errors: unknown[] = [];
  const page = new Page(panel, content, (error) => errors.push(error));
  const got: string[] = [];
  const notes = {
    speak: ({ language }: Language) => void got.push(`speak ${language}`),
    snapshot: (model: number) => void got.push(`snapshot ${model}`),
    delta: (delta: number) => void got.push(`delta ${delta}`),
  };
  const line = new Channel<FromPage, ToPage<number, number>>(port, pageChannels.base, notes, () => undefined);
  const set = (value: number) => {
    number = value;
    page.update();
  };
  return { panel, page, line, got, errors, set, made: () => made };
}

async function ready() {
  const all = opened();
  all.line.show("ready");
  await until(() => all.got.length === 1);
  return all;
}

/** Long enough for whatever the throttle would let through. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 120));

describe("a page's host", () => {
  it("sends nothing before the page is ready, then everything, then what is different", async () => {
    const { line, got, set, panel } = opened();
    set(2);
    await settled();
    deepEqual(panel.posted, []);
    line.show("ready");
    await until(() => got.length === 1);
    set(5);
    await until(() => got.length === 2);
    deepEqual(got, ["snapshot 2", "delta 3"]);
  });

  it("says first in which language the page speaks, unless that is English", async () => {
    const { line, got } = opened();
    useTranslation("qps", { Plots: "[Plots]" });
    try {
      line.show("ready");
      await until(() => got.length === 2);
      deepEqual(got, ["speak qps", "snapshot 1"]);
    } finally {
      useTranslation("en", {});
    }
  });

  it("sends nothing, and makes no model, while the page is hidden, and a snapshot when it is back", async () => {
    const { panel, line, got, set, made } = await ready();
    panel.show(false);
    const [before, posted] = [made(), panel.posted.length];
    set(7);
    await settled();
    equal(made(), before);
    equal(panel.posted.length, posted);
    panel.show(true);
    line.show("ready"); // the editor makes a page anew that was hidden
    await until(() => got.length === 2);
    deepEqual(got, ["snapshot 1", "snapshot 7"]);
  });

  it("sends the snapshot to a page that was ready before it was seen", async () => {
    const { panel, line, got } = opened();
    panel.show(false);
    line.show("ready");
    await settled();
    deepEqual(got, []);
    panel.show(true);
    await until(() => got.length === 1);
  });

  it("sends nothing if nothing became different", async () => {
    const { panel, set } = await ready();
    const posted = panel.posted.length;
    set(1);
    await settled();
    equal(panel.posted.length, posted);
  });

  it("sends many changes as few deltas that lead to the same model", async () => {
    const { got, set } = await ready();
    const begun = performance.now();
    for (let number = 2; number <= 60; number++) {
      set(number);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await settled();
    const deltas = got.slice(1).map((text) => Number(text.split(" ")[1]));
    equal(
      deltas.reduce((sum, delta) => sum + delta, 1),
      60,
    );
    const most = 1 + (performance.now() - begun) / 80;
    equal(deltas.length <= most, true, `${deltas.length} deltas, ${most} are allowed`);
  });

  it("does what waits for a page after its next snapshot, of several with one name the last", async () => {
    const { panel, page, line, got } = await ready();
    const told: string[] = [];
    page.whenListening("reveal", () => told.push("at once"));
    panel.show(false);
    for (const text of ["dropped", "later"]) page.whenListening("reveal", () => told.push(text));
    deepEqual(told, ["at once"]);
    panel.show(true);
    line.show("ready");
    await until(() => got.length === 2);
    deepEqual(told, ["at once", "later"]);
    panel.show(false);
    panel.show(true);
    line.show("ready");
    await until(() => got.length === 3);
    deepEqual(told, ["at once", "later"], "once");
  });

  it("sends nothing over the page's own channel while nobody listens", async () => {
    const { panel, page } = await ready();
    page.port.post("heard");
    panel.show(false);
    page.port.post("not heard");
    deepEqual(panel.posted.slice(1), ["heard"]);
  });

  it("is told of bugs in the page", async () => {
    const { line, errors } = await ready();
    line.show("error", "TypeError in the page");
    await until(() => errors.length === 1);
    deepEqual(errors, ["TypeError in the page"]);
  });

  it("ends with its panel", async () => {
    const { panel, page, set } = await ready();
    const posted = panel.posted.length;
    panel.die("closed");
    set(9);
    await settled();
    equal(page.isListening, false);
    equal(panel.posted.length, posted);
  });
});
