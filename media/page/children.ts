/** Leaves the element alone if its children are these already: moving them would lose focus and scroll. */
export function replaceChildren(parent: Element, children: readonly Element[]): void {
  const same = parent.children.length === children.length && children.every((child, i) => parent.children[i] === child);
  if (!same) parent.replaceChildren(...children);
}
