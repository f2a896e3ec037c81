import { main } from "../../src/cli/main";

/** What a command printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `lossline` with these arguments, in this process. */
export async function lossline(...args: string[]): Promise<Ended> {
  let out = "";
  let err = "";
  const code = await main(
    args,
    (text) => {
      out += text;
    },
    (text) => {
      err += text;
    },
  );
  return { code, out, err };
}
