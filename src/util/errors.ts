/** A failure that a person can act on: its message says what happened and what to do next. Anything else thrown is a bug. */
export class HumanError extends Error {
  override readonly name = "HumanError";
}

/** What to print of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a failed system call ("ENOENT"), if the error is one. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
