import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { defaultView, namedOf, withNamed } from "../../../media/table/view";
import { readView } from "../../../src/shared/tableViews";
import type { FileUserState } from "../../../src/state/userState";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("Views of the table that a team shares", () => {
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ file, state } = made));

  const view = {
    ...defaultView,
    filter: "val/acc > 0.9",
    sort: [
      { column: "delta:val/acc", descending: true },
      { column: "name", descending: false },
    ],
    grouped: true,
    onlyDiffering: false,
    pinned: ["param:lr"],
  };

  it("are written into the state file as people read it, and are the same again", async () => {
    await state.setView("best first", namedOf(view));
    deepEqual((JSON.parse(readFileSync(file, "utf8")) as { views: unknown }).views, {
      "best first": {
        sort: ["-delta:val/acc", "name"],
        filter: "val/acc > 0.9",
        grouped: true,
        all: true,
        pinned: ["param:lr"],
      },
    });
    deepEqual(withNamed(defaultView, state.views.get("best first")!), view);
    await state.setView("as usual", namedOf(defaultView));
    deepEqual([...state.views.keys()].sort(), ["as usual", "best first"]);
    await state.setView("best first", undefined);
    deepEqual([...state.views.keys()], ["as usual"]);
  });

  it("take what holds of what is written by hand, and tell mistakes", async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{"views": {"a": {"filter": "x", "sort": "name", "grouped": 3}, "b": []}}');
    await state.reload();
    equal(state.views.get("a")?.filter, "x");
    deepEqual(state.views.get("a")?.sort, []);
    equal(state.views.has("b"), false);
    match(state.problems.map(({ message }) => message).join(), /"sort" of "a".*list/);
  });

  it("are nothing but texts, whoever kept them", () => {
    const odd = readView({ filter: 3, sort: ["a", 1, "x".repeat(3000)], hidden: { a: 1 }, grouped: "yes" });
    deepEqual(odd, readView(undefined).filter === "" ? { ...readView({}), sort: ["a"] } : undefined);
  });
});
