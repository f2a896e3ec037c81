import { deepEqual, equal } from "node:assert/strict";
import { ViewState } from "../../../src/features/tree/viewState";

function memory(stored: Record<string, unknown> = {}) {
  return {
    stored,
    get: (key: string) => stored[key],
    update: (key: string, value: unknown) => {
      if (value === undefined) Reflect.deleteProperty(stored, key);
      else stored[key] = value;
      return Promise.resolve();
    },
  };
}

describe("how the tree is looked at", () => {
  it("comes back in the next session", () => {
    const kept = memory();
    const look = new ViewState(kept);
    look.setFilter(" lr0.3 ");
    look.setSort({ by: "param", name: "lr" });
    look.setShowHidden(true);
    const later = new ViewState(kept);
    equal(later.filterText, "lr0.3");
    equal(typeof later.filter, "function");
    deepEqual(later.sort, { by: "param", name: "lr" });
    equal(later.showHidden, true);
  });

  it("stores nothing for what is as at first, nor what is still being typed", () => {
    const kept = memory();
    const look = new ViewState(kept);
    look.setFilter("a", false);
    equal(look.filterText, "a");
    deepEqual(kept.stored, {});
    look.setFilter("");
    look.setShowHidden(false);
    deepEqual(kept.stored, {});
  });

  it("keeps its filter if a text is none", () => {
    const look = new ViewState(memory());
    look.setFilter("a");
    let told = 0;
    look.onDidChange(() => told++);
    look.setFilter("status:odd");
    equal(look.filterText, "a");
    equal(told, 0);
  });

  it("bears whatever is stored", () => {
    const look = new ViewState(memory({ "tree.filter": "status:gone", "tree.sort": 5, "tree.showHidden": "yes" }));
    equal(look.filterText, "");
    deepEqual(look.sort, { by: "started" });
    equal(look.showHidden, false);
  });
});
