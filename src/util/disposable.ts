/** Something that holds a resource until it is told to let go. Has the shape of vscode.Disposable, without vscode. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables and lets them all go at once; what is added after that is let go on the spot. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  dispose(): void {
    this.disposed = true;
    for (const item of this.items) item.dispose();
    this.items.clear();
  }
}
