/**
 * Makes one Tab stop of many: arrow keys, Home and End go from one to the next. What is inside an item is left out of the Tab order;
 * its keys are the item's own.
 * @param items those that there are now, in order
 */
export function roving(root: HTMLElement, items: () => readonly HTMLElement[]): void {
  root.addEventListener("focusin", (event) => {
    const all = items();
    const current = all.find((item) => item === event.target);
    if (current) stopAt(all, current);
  });
  root.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = target(event.key, at, all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[to]!.focus();
  });
}

/** After the items changed: one of them stays the stop, the first if none is. */
export function keepStop(all: readonly HTMLElement[]): void {
  const [first] = all;
  const current = all.find(({ tabIndex }) => tabIndex === 0) ?? first;
  if (current) stopAt(all, current);
}

function stopAt(all: readonly HTMLElement[], current: HTMLElement): void {
  for (const item of all) item.tabIndex = item === current ? 0 : -1;
}

function target(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowRight" || key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowLeft" || key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
