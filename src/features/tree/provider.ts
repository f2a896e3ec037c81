import * as vscode from "vscode";
import type { App } from "../../host/app";
import { InternalCommands } from "../../host/contributions";
import type { Item } from "./fields";
import { itemOf } from "./item";
import type { ItemState } from "./contextValue";
import type { TreeNode } from "./nodes";
import { ShownNodes } from "./changes";
import { t } from "../../util/text";
import type { Tree } from "./model";
import { sparklineOf } from "./sparklineOf";
import { metricTooltip, runTooltip, tableMetrics } from "./tooltip";

/** A tree as it is now, and what its rows are made with. */
export interface Picture {
  readonly tree: Tree;
  readonly items: ItemState;
}

/** Shows a Picture in a tree view, and when given another one tells the view of the rows that differ. */
export class RunsProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private shown = new ShownNodes();
  private current: Picture | undefined;

  /** @param first makes the picture when the view is first looked at */
  constructor(
    private readonly app: Pick<App, "store" | "verdicts">,
    private readonly first: () => Picture,
  ) {}

  show(picture: Picture): void {
    if (!this.current) return;
    this.current = picture;
    const { tree, items } = picture;
    const now = Date.now();
    const changed = this.shown.changed(
      tree.top,
      (node) => tree.children(node),
      (node) => rowOf(itemOf(node, items, now)),
    );
    if (changed === "all") this.changes.fire(undefined);
    else if (changed.length > 0) this.changes.fire(changed);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    this.current ??= this.first();
    const { tree } = this.current;
    if (node?.kind === "run") void this.app.store.detail([node.run.id]);
    return this.shown.list(node, node ? tree.children(node) : tree.top);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    this.current ??= this.first();
    const item = itemOf(node, this.current.items, Date.now());
    this.shown.row(node, rowOf(item));
    return treeItem(node, item);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { current } = this;
    if (!current || (node.kind !== "run" && node.kind !== "metric")) return item;
    const { judge } = current.items;
    const { run } = node;
    const series = node.kind === "run" ? judge.headlineOf(run)?.series : node.valued.series;
    const names = node.kind === "run" ? tableMetrics(run, series).map(({ name }) => name) : [node.metric];
    const [picture] = await Promise.all([
      series && sparklineOf(this.app.store, run.id, series.name, judge.baselineFor(run)?.id),
      this.app.verdicts.askAll(run, names),
    ]);
    if (token.isCancellationRequested) return item;
    const text =
      node.kind === "run"
        ? runTooltip(node.run, current.items, picture, Date.now())
        : metricTooltip(node, current.items, picture);
    item.tooltip = markdown(text);
    return item;
  }

  /** What a click on the node's row does. */
  commandOf(node: TreeNode): Item["command"] {
    return this.current && itemOf(node, this.current.items, Date.now()).command;
  }

  dispose(): void {
    this.changes.dispose();
  }
}

/** Names come from files: neither HTML nor commands. */
function markdown(text: string): vscode.MarkdownString {
  const result = new vscode.MarkdownString(text);
  result.isTrusted = false;
  result.supportHtml = false;
  return result;
}

/** What of an item is seen, and so tells whether it must be drawn again. */
function rowOf(item: Item): string {
  return JSON.stringify({ ...item, command: undefined });
}

const states: Readonly<Record<Item["opens"], vscode.TreeItemCollapsibleState>> = {
  no: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
};

function treeItem(node: TreeNode, item: Item): vscode.TreeItem {
  const result = new vscode.TreeItem(item.label, states[item.opens]);
  result.id = node.key;
  result.contextValue = item.context;
  result.accessibilityInformation = { label: item.spoken };
  if (item.checked !== undefined) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    result.checkboxState = {
      state: item.checked ? Checked : Unchecked,
      tooltip: item.checked ? t("Remove from the Plot") : t("Add to the Plot"),
    };
  }
  if (item.description !== undefined) result.description = item.description;
  if (item.tooltip !== undefined) result.tooltip = item.tooltip;
  if (item.file !== undefined) {
    result.resourceUri = vscode.Uri.file(item.file);
    result.iconPath = vscode.ThemeIcon.File;
  }
  if (item.icon) {
    const { id, color } = item.icon;
    result.iconPath = new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  }
  // Without arguments: VS Code forgets those of a row when it draws it anew, so a click on a live run would get lost.
  if (item.command) result.command = { command: InternalCommands.openSelected, title: "" };
  return result;
}
