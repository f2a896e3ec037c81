/** TensorBoard's Rust data server (PyPI: tensorboard-data-server), as `tensorboard --logdir` starts it. */
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The versions compared with. */
export const tensorboardPackages = ["tensorboard==2.21.0", "tensorboard-data-server==0.7.2"];

export interface Load {
  /** Milliseconds from the start of the process until all is loaded. */
  readonly whole: number;
  /** Milliseconds of its first load cycle by its own clock, without the start of the process. */
  readonly cycle: number;
}

/** Where the server's program is. @param python an interpreter with `tensorboardPackages` */
export function serverBinary(python: string): string {
  const ask = "import tensorboard_data_server as server; print(server.server_binary())";
  return execFileSync(python, ["-c", ask], { encoding: "utf8" }).trim();
}

/**
 * Starts the server on a folder, waits for its "Finished load cycle", and stops it. Its defaults are kept: a sample of
 * 1000 points a tag, and no checksums.
 * @param loaded is called with the server's port while it still runs
 */
export async function loadWithServer(binary: string, folder: string, loaded?: (port: number) => void): Promise<Load> {
  const start = performance.now();
  const server = spawn(binary, ["--logdir", folder, "--port", "0", "-v", "--reload", "once"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  try {
    const [[, port], [, cycle, unit]] = await Promise.all([
      firstMatch(server.stderr, /listening on .*:(\d+)/),
      firstMatch(server.stderr, /Finished load cycle \(([\d.]+)(s|ms)\)/),
    ]);
    const whole = performance.now() - start;
    loaded?.(Number(port));
    return { whole, cycle: Number(cycle) * (unit === "s" ? 1000 : 1) };
  } finally {
    server.kill();
    await gone;
  }
}

/** The last step of every scalar tag that a running server shows: a check that "finished" means "to be seen". */
export function lastStepsShown(python: string, port: number): number[] {
  const ask = `
import grpc, json
from tensorboard.context import RequestContext
from tensorboard.data import grpc_provider
from tensorboard.data.proto import data_provider_pb2_grpc
stub = data_provider_pb2_grpc.TensorBoardDataProviderStub(grpc.insecure_channel("localhost:${port}"))
provider = grpc_provider.GrpcDataProvider("", stub)
runs = provider.read_scalars(RequestContext(), experiment_id="", plugin_name="scalars", downsample=1000)
print(json.dumps([points[-1].step for tags in runs.values() for points in tags.values()]))`;
  return JSON.parse(execFileSync(python, ["-c", ask], { encoding: "utf8" })) as number[];
}

/** Longer than any load here takes, on any machine. */
const patience = 60_000;

/** The first line that matches. @throws if the stream ends before it, or it does not come */
function firstMatch(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The data server did not say ${String(pattern)}`));
    const timer = setTimeout(fail, patience);
    const lines = createInterface(stream);
    lines.once("close", fail);
    lines.on("line", (line) => {
      const match = pattern.exec(line);
      if (!match) return;
      clearTimeout(timer);
      resolve(match);
    });
  });
}
