/** Forward slashes, no "." and "..", no slash at the end. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}

export function isAbsolutePath(path: string): boolean {
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** A path as a program with this working directory takes it, normalized. */
export function resolvePath(path: string, cwd: string): string {
  return normalPath(isAbsolutePath(path) ? path : `${cwd}/${path}`);
}
