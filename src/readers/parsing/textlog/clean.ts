/** Of a longer line only the beginning is looked at. Characters. */
export const longestLine = 4000;

const escape = "\u001b";

/**
 * What a terminal would show of a line in the end: colors gone, and of what was written over by a carriage return or by
 * backspaces, as progress bars do, the last text.
 */
export function cleanLine(line: string): string {
  let text = line.endsWith("\r") ? line.slice(0, -1) : line;
  const over = Math.max(text.lastIndexOf("\r"), text.lastIndexOf("\b"));
  if (over >= 0) text = lastWritten(text);
  if (text.length > longestLine) text = text.slice(0, longestLine);
  return plainSigns(text.includes(escape) ? withoutColors(text) : text);
}

/** Signs as wide as Chinese letters, `：` and `，`, are read as the signs that they stand for. */
function plainSigns(text: string): string {
  return text.replace(/[\uff01-\uff0f\uff1a-\uff20]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** The last part that is not empty, between carriage returns and backspaces. Each letter is passed once. */
function lastWritten(text: string): string {
  let end = text.length;
  for (let at = end - 1; at >= 0; at--) {
    if (text[at] !== "\r" && text[at] !== "\b") continue;
    const part = text.slice(at + 1, end);
    if (part.trim() !== "") return part;
    end = at;
  }
  return text.slice(0, end);
}

/** Takes terminals' control sequences out: ESC, `[`, digits and semicolons, and a letter. */
function withoutColors(text: string): string {
  let clean = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== escape) {
      clean += text[at]!;
      continue;
    }
    if (text[at + 1] !== "[") continue;
    at += 2;
    while (at < text.length && /[0-9;?]/.test(text[at]!)) at++;
  }
  return clean;
}
