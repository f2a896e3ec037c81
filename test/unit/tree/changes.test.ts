import { deepEqual, equal } from "node:assert/strict";
import { ShownNodes } from "../../../src/features/tree/changes";
import { itemOf } from "../../../src/features/tree/item";
import type { TreeNode } from "../../../src/features/tree/nodes";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { find, treeOf, type Choices } from "../../support/drawnTree";

/** A view that looks at the whole tree as far as `open` says, as VS Code does. */
class View {
  readonly shown = new ShownNodes();
  private made: ReturnType<typeof treeOf>;

  constructor(runs: readonly RunSummary[], choices: Choices = {}) {
    this.made = treeOf(runs, choices);
  }

  open(node?: TreeNode): TreeNode[] {
    const list = this.shown.list(node, node ? this.made.tree.children(node) : this.made.tree.top);
    for (const one of list) this.shown.row(one, this.row(one));
    return list;
  }

  /** The keys of what must be drawn again. */
  become(runs: readonly RunSummary[], choices: Choices = {}): readonly string[] | "all" {
    this.made = treeOf(runs, choices);
    const { tree } = this.made;
    const changed = this.shown.changed(
      tree.top,
      (node) => tree.children(node),
      (node) => this.row(node),
    );
    return changed === "all" ? changed : changed.map(({ key }) => key);
  }

  private row(node: TreeNode): string {
    return JSON.stringify({ ...itemOf(node, this.made.items, 0), command: undefined });
  }
}

const a = makeRun("x/a", { acc: [0.5] });
const b = makeRun("x/b", { acc: [0.5] });

describe("what a view is told to draw again", () => {
  it("is nothing if nothing that is seen became different", () => {
    const view = new View([a, b]);
    view.open(view.open()[0]);
    deepEqual(view.become([{ ...a }, { ...b, sources: ["/work/x/b/metrics.csv"] }]), []);
  });

  it("is a run's row and those above that tell of it", () => {
    const view = new View([a, b]);
    view.open(view.open()[0]);
    const better = makeRun("x/a", { acc: [0.9] });
    deepEqual(view.become([better, b]), ["run:group:/work/x/a", "group:/work:x"]);
  });

  it("is a group whose list became another, also if only the order did", () => {
    const view = new View([a, b]);
    view.open(view.open()[0]);
    deepEqual(view.become([a, b, makeRun("x/c", { acc: [0.5] })]), ["group:/work:x"]);
    const turned = new View([a, b]);
    turned.open(turned.open()[0]);
    deepEqual(turned.become([a, b], { sort: { by: "written" }, labels: { "x/a": "z" } }), ["group:/work:x"]);
  });

  it("is everything if the topmost list became another", () => {
    const view = new View([a]);
    view.open();
    equal(view.become([a, makeRun("y/c")]), "all");
  });

  it("leaves alone what was never opened", () => {
    const view = new View([a]);
    view.open();
    deepEqual(view.become([makeRun("x/a", { acc: [0.5] }, { status: "failed" })]), []);
  });

  it("keeps nodes the same objects, with their new content", () => {
    const view = new View([a]);
    const [group] = view.open();
    view.become([a, b]);
    deepEqual(group?.runIds, ["/work/x/a", "/work/x/b"]);
    const [again] = view.open();
    equal(again, group);
    const [run] = view.open(group);
    const better = makeRun("x/a", { acc: [0.9] });
    view.become([better, b]);
    equal(run?.kind === "run" && run.run, better);
  });

  it("forgets what left the list", () => {
    const view = new View([a, b]);
    const [group] = view.open();
    const [first] = view.open(group);
    view.become([b]);
    view.open(group);
    view.become([a, b]);
    equal(view.open(group)[0] === first, false);
  });

  it("sees a change deep in an opened run", () => {
    const tree = treeOf([a]);
    const view = new View([a]);
    const [group] = view.open();
    const [run] = view.open(group);
    const [metrics] = view.open(run);
    view.open(metrics);
    deepEqual(find(tree, "x/", "a", "Metrics").key, metrics?.key);
    deepEqual(view.become([makeRun("x/a", { acc: [0.6] })]), [
      "run:group:/work/x/a/metrics/acc",
      "run:group:/work/x/a",
      "group:/work:x",
    ]);
  });
});
