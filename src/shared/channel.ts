import type { Disposable } from "../util/disposable";
import type { Event } from "../util/emitter";
import { messageOf } from "../util/errors";
import { t } from "../util/text";

/** A line to another process, thread or page. It carries plain objects and typed arrays as copies, in order. */
export interface Port {
  post(message: unknown): void;
  readonly onMessage: Event<unknown>;
  /** Nothing more will come, and nothing arrives any more: says why. */
  readonly onClose: Event<string>;
}

type Method = (...args: never[]) => unknown;
type Question = (...args: never[]) => Promise<unknown>;

/** The names in a protocol of what is asked: its methods that return a promise. */
export type Asked<T> = { [K in keyof T]: T[K] extends Question ? K : never }[keyof T] & string;
/** The names in a protocol of what is shown and not answered: its methods that return nothing. */
export type Shown<T> = Exclude<keyof T & string, Asked<T>>;
type Payload<M> = M extends (...args: infer A) => unknown ? A : never;
type Answer<M> = M extends (...args: never[]) => Promise<infer R> ? R : never;

/** What answers the methods of a protocol; a question may be answered at once. */
export type Handlers<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => R | Promise<R> : T[K];
};

/** The other end is gone, and with it the answer. */
export class ChannelClosed extends Error {
  override readonly name = "ChannelClosed";
}

type Message = { readonly channel: string } & (
  | { readonly show: string; readonly args: readonly unknown[] }
  | { readonly ask: string; readonly id: string; readonly args: readonly unknown[] }
  | { readonly answered: string; readonly answer: unknown }
  | { readonly failed: string; readonly reason: string }
);

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A typed conversation over a port. A protocol is an interface of methods: `Out` has those that this end calls, `In` those that it
 * is called for. Needs neither transfer lists nor shared memory, so that it runs over a process, a thread or a page alike.
 */
export class Channel<Out, In> implements Disposable {
  private readonly waiting = new Map<string, Waiting>();
  /** Tells this end's questions from those of one before it, whose answers may still be on their way. */
  private readonly prefix = Math.random().toString(36).slice(2);
  private asked = 0;
  private closed: string | undefined;
  private readonly listeners: readonly Disposable[];

  /**
   * @param name the same at both ends; several channels may share a port
   * @param onError is told what a handler threw
   */
  constructor(
    private readonly port: Port,
    private readonly name: string,
    private readonly handlers: Handlers<In>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.listeners = [port.onMessage((message) => this.receive(message)), port.onClose((reason) => this.close(reason))];
  }

  /** Calls a method that is not answered; after the end, nothing happens. */
  show<K extends Shown<Out>>(method: K, ...args: Payload<Out[K]>): void {
    if (this.closed === undefined) this.post({ channel: this.name, show: method, args });
  }

  /** @throws {ChannelClosed} if the other end is gone before it answers; what its handler threw, as an Error with that message */
  ask<K extends Asked<Out>>(method: K, ...args: Payload<Out[K]>): Promise<Answer<Out[K]>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.closed !== undefined) {
        reject(new ChannelClosed(this.closed));
        return;
      }
      const id = `${this.prefix}.${++this.asked}`;
      this.waiting.set(id, { resolve, reject });
      this.post({ channel: this.name, ask: method, id, args });
    }) as Promise<Answer<Out[K]>>;
  }

  /** Every open question is rejected, and nothing is sent or taken in any more. */
  close(reason: string): void {
    if (this.closed !== undefined) return;
    this.closed = reason;
    for (const listener of this.listeners) listener.dispose();
    for (const { reject } of this.waiting.values()) reject(new ChannelClosed(reason));
    this.waiting.clear();
  }

  dispose(): void {
    this.close(t("No longer needed."));
  }

  private post(message: Message): void {
    this.port.post(message);
  }

  private receive(message: unknown): void {
    if (!isMessage(message) || message.channel !== this.name) return;
    if ("show" in message) this.handleShow(message.show, message.args);
    else if ("ask" in message) void this.handleAsk(message.ask, message.id, message.args);
    else if ("answered" in message) this.settle(message.answered, (question) => question.resolve(message.answer));
    else this.settle(message.failed, (question) => question.reject(new Error(message.reason)));
  }

  private handleShow(method: string, args: readonly unknown[]): void {
    try {
      this.call(method, args);
    } catch (error) {
      this.onError(error);
    }
  }

  private async handleAsk(method: string, id: string, args: readonly unknown[]): Promise<void> {
    const channel = this.name;
    try {
      const answer = await this.call(method, args);
      if (this.closed === undefined) this.post({ channel, answered: id, answer });
    } catch (error) {
      if (this.closed === undefined) this.post({ channel, failed: id, reason: messageOf(error) });
      this.onError(error);
    }
  }

  private call(method: string, args: readonly unknown[]): unknown {
    const handlers: Readonly<Record<string, unknown>> = { ...this.handlers };
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    if (typeof handler !== "function") throw new Error(`Channel ${this.name} has no method ${method}.`);
    return (handler as Method)(...(args as never[]));
  }

  /** An answer to a question that nobody waits for any more is passed over. */
  private settle(id: string, how: (question: Waiting) => void): void {
    const question = this.waiting.get(id);
    this.waiting.delete(id);
    if (question) how(question);
  }
}

/** What else comes over the port is not ours: browsers post messages of their own to a page. */
function isMessage(message: unknown): message is Message {
  return typeof message === "object" && message !== null && "channel" in message;
}
