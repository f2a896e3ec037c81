/** What several trackers tell about where a run came from. */

/** A command line as one would type it in a POSIX shell. */
export function commandOf(script: string, args: readonly string[]): string {
  const words = [script, ...args].map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return (script.endsWith(".py") ? ["python", ...words] : words).join(" ");
}

/** A URL without the user name and password, or the token, that some people's remotes hold. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, "$1");
}
