import type { ShellKind } from "./quote";

/**
 * Variables by which a shell writes the exit code of the first command since the file was removed into it, whenever it comes
 * back to its prompt; none for a shell that has no such way. The editor hears exit codes itself, but not those of commands
 * that were started before its window was reloaded.
 *
 * Only bash runs something from its environment at each prompt. `$?` cannot be trusted there, for what a person's own start-up
 * file puts before it changes it: the editor's shell integration keeps the code in a variable, before anything else runs. In another
 * it keeps the command, which is empty at a prompt that none came before, or only Ctrl+C.
 * @param inherited the PROMPT_COMMAND that the terminal would have had
 */
export function exitVariables(
  shell: ShellKind,
  file: string,
  inherited: string | undefined,
): Readonly<Record<string, string>> {
  if (shell !== "bash") return {};
  const write = `[ -z "\${__vsc_current_command-}" ] || [ -z "\${__vsc_status-}" ] || [ -e "$LOSSLINE_EXIT" ] || printf %s "$__vsc_status" >|"$LOSSLINE_EXIT"`;
  const others = inherited === undefined || inherited.trim() === "" ? "" : `; ${inherited}`;
  return { LOSSLINE_EXIT: file, PROMPT_COMMAND: write + others };
}
