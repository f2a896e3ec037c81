/**
 * The beginning of a JSON document, as a document: cut behind the last value that is whole, with its brackets closed. One
 * pass; a text without a whole value gives "".
 */
export function closedAfterCut(text: string): string {
  const open: string[] = [];
  let end = 0;
  let closing = "";
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (isInString) {
      if (sign === "\\") at++;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === "{" || sign === "[") open.push(sign === "{" ? "}" : "]");
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === ",") {
      end = at;
      closing = open.toReversed().join("");
    }
  }
  return text.slice(0, end) + closing;
}
