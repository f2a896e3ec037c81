import type { FromReader } from "./protocol";

/**
 * Sends messages in order, and runs only once the batch before has been taken in: a thread takes all messages that wait for
 * it in one go, which with a thousand runs would keep it for long.
 */
export class Outbox {
  private readonly waiting: FromReader[] = [];
  private isUnderWay = false;

  constructor(private readonly post: (message: FromReader) => void) {}

  send(message: FromReader): void {
    this.waiting.push(message);
    this.sendNext();
  }

  /** The receiver has taken in the last batch. */
  taken(): void {
    this.isUnderWay = false;
    this.sendNext();
  }

  private sendNext(): void {
    while (!this.isUnderWay && this.waiting.length > 0) {
      const message = this.waiting.shift()!;
      this.isUnderWay = message.type === "runs";
      this.post(message);
    }
  }
}
