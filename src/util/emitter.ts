import type { Disposable } from "./disposable";

export type Listener<T> = (event: T) => void;
export type Event<T> = (listener: Listener<T>) => Disposable;

/** A list of listeners. Has the shape of vscode.EventEmitter, for the layers that do not know vscode. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<Listener<T>>();

  readonly event: Event<T> = (listener) => {
    const own: Listener<T> = (event) => listener(event);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
