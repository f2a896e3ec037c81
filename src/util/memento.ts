/** Where choices are kept from one session to the next; VS Code's Memento has this shape. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}
