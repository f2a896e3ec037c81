import type { Curve, CurveQuery } from "../../src/shared/curve";
import type { Host } from "./host";

interface Pending {
  readonly resolve: (curves: readonly Curve[]) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the extension for curves, and pairs its answers with what was asked. */
export class Feed {
  private readonly pending = new Map<number, Pending>();
  private last = 0;

  constructor(private readonly host: Host) {}

  ask(queries: readonly CurveQuery[]): Promise<readonly Curve[]> {
    const request = ++this.last;
    return new Promise((resolve, reject) => {
      this.pending.set(request, { resolve, reject });
      this.host.post({ type: "query", request, queries });
    });
  }

  /** An answer to a request that nobody waits for (any more) is passed over. */
  answer(request: number, curves: readonly Curve[]): void {
    this.pending.get(request)?.resolve(curves);
    this.pending.delete(request);
  }

  fail(request: number, message: string): void {
    this.pending.get(request)?.reject(new Error(message));
    this.pending.delete(request);
  }
}
