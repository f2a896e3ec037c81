import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { answerLine } from "./jsonRpc";
import { Project } from "./project";
import { toolsFor } from "./tools";

/**
 * Serves the Model Context Protocol over stdio until the input ends: a message a line, answered in the order asked.
 * @param folder the one folder whose runs are told of
 */
export async function serve(
  folder: string,
  input: Readable,
  out: (text: string) => void | Promise<void>,
): Promise<void> {
  const tools = toolsFor(new Project(folder));
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const answer = await answerLine(line, tools);
    if (answer !== undefined) await out(`${answer}\n`);
  }
}
