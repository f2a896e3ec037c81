import type { TreeNode } from "./nodes";

/**
 * The nodes that a view holds, and what it was told of them. Views know nodes by identity, so a node that is shown stays
 * the same object and takes over the content of its successor.
 */
export class ShownNodes {
  private readonly nodes = new Map<string, TreeNode>();
  private readonly lists = new Map<string, readonly string[]>();
  private readonly rows = new Map<string, string>();

  /** Notes a list that is about to be shown, and returns the nodes to show: known ones where there are. */
  list(parent: TreeNode | undefined, children: readonly TreeNode[]): TreeNode[] {
    const key = parent?.key ?? "";
    const kept = new Set(children.map((child) => child.key));
    for (const gone of this.lists.get(key) ?? []) if (!kept.has(gone)) this.forget(gone);
    this.lists.set(
      key,
      children.map((child) => child.key),
    );
    return children.map((child) => this.known(child));
  }

  /** Notes how a node's row was shown. */
  row(node: TreeNode, row: string): void {
    this.rows.set(node.key, row);
  }

  /**
   * What must be shown anew: nodes whose row or list of children is another than the one shown; "all" if the topmost list
   * is. Looks only at what is shown.
   */
  changed(
    top: readonly TreeNode[],
    children: (node: TreeNode) => readonly TreeNode[],
    row: (node: TreeNode) => string,
  ): TreeNode[] | "all" {
    const changed: TreeNode[] = [];
    const visit = (key: string, list: readonly TreeNode[]): boolean => {
      const shown = this.lists.get(key);
      if (!shown) return false;
      if (shown.length !== list.length || shown.some((own, index) => own !== list[index]!.key)) return true;
      for (const fresh of list) {
        const node = this.known(fresh);
        const before = this.rows.get(node.key);
        const other = this.lists.has(node.key) && visit(node.key, children(node));
        if (other || (before !== undefined && before !== row(node))) changed.push(node);
      }
      return false;
    };
    return visit("", top) ? "all" : changed;
  }

  private known(fresh: TreeNode): TreeNode {
    const node = this.nodes.get(fresh.key);
    if (!node) {
      this.nodes.set(fresh.key, fresh);
      return fresh;
    }
    if (node !== fresh) become(node, fresh);
    return node;
  }

  private forget(key: string): void {
    for (const child of this.lists.get(key) ?? []) this.forget(child);
    this.lists.delete(key);
    this.nodes.delete(key);
    this.rows.delete(key);
  }
}

/** Gives a node the content of its successor, which is of the same kind since it has the same key. */
function become(node: TreeNode, fresh: TreeNode): void {
  // A group works some of its fields out when they are asked for: those must stay getters.
  if (node.kind === "group") Object.defineProperties(node, Object.getOwnPropertyDescriptors(fresh));
  else Object.assign(node, fresh);
}
