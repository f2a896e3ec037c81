// Paths of this machine as VS Code's page takes them.

/**
 * A path as a part of a query, with its slashes left readable: /home/me/my%20runs, /C:/runs.
 * @param {string} path absolute
 */
export function pathForUrl(path) {
  const slashed = path.replaceAll("\\", "/");
  const absolute = slashed.startsWith("/") ? slashed : `/${slashed}`;
  return encodeURIComponent(absolute).replaceAll("%2F", "/").replaceAll("%3A", ":");
}
