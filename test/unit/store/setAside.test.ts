import { deepEqual, equal } from "node:assert/strict";
import { SetAside } from "../../../src/store/reading/setAside";

describe("what ended readers", () => {
  const end = (culprit: string) => ({ reason: "It ended.", culprit, complaint: `${culprit} hangs.` });

  it("is passed over until it changes, and for good after the third time", () => {
    const aside = new SetAside();
    for (const forGood of [false, false, true]) {
      equal(aside.take(end("/w/a.csv")), true);
      deepEqual(aside.passed, [{ path: "/w/a.csv", forGood }]);
      aside.takeUp("/w/a.csv");
      deepEqual(aside.passed, []);
    }
  });

  it("is none where nothing is to blame", () => {
    const aside = new SetAside();
    equal(aside.take({ reason: "It ended." }), false);
    deepEqual(aside.passed, []);
  });

  it("is a problem of the folder that it lies in, and of no other", () => {
    const aside = new SetAside();
    aside.take(end("/w/a.csv"));
    deepEqual(aside.problems(["/v", "/w"]), [{ path: "/w/a.csv", root: "/w", message: "/w/a.csv hangs." }]);
    deepEqual(aside.problems(["/v"]), []);
  });
});
