/**
 * Ctrl+F, or ⌘F on a Mac, puts the cursor into a page's own search field. The editor's find would know only of what is drawn at the moment:
 * charts and rows out of sight are not in the document.
 */
export function onFindKey(field: HTMLInputElement): void {
  // On a Mac, Ctrl+F goes one letter on in a text field.
  const isMac = /\bMac/.test(navigator.userAgent);
  addEventListener("keydown", (event) => {
    const isWanted = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!isWanted || event.altKey || event.shiftKey || event.key.toLowerCase() !== "f") return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
