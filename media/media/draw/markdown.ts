/**
 * The Markdown that people write into notes and logs: headings, paragraphs, lists, quotes, tables, code, emphasis. Elements are made
 * one by one and their content is text: markup in a text is never markup here, a link shows where it leads and leads nowhere.
 */
import { element } from "../../page/dom";

/** Lines beyond this many are shown as they are. */
const mostLines = 5000;

/** The elements of a text, in order. Takes each line once. */
export function markdown(text: string): HTMLElement[] {
  const lines = text.split(/\r?\n/);
  const rest = lines.slice(mostLines);
  const shown = new Lines(lines.slice(0, mostLines));
  const blocks: HTMLElement[] = [];
  while (!shown.isOver) {
    const block = blockOf(shown);
    if (block) blocks.push(block);
  }
  return rest.length > 0 ? [...blocks, element("pre", { text: rest.join("\n") })] : blocks;
}

/** The lines of a text and which is next. */
class Lines {
  private at = 0;
  constructor(private readonly lines: readonly string[]) {}

  get isOver(): boolean {
    return this.at >= this.lines.length;
  }

  peek(ahead = 0): string {
    return this.lines[this.at + ahead] ?? "";
  }

  take(): string {
    return this.lines[this.at++] ?? "";
  }

  /** The next lines for as long as they are such, at least one. */
  takeWhile(is: (line: string) => boolean): string[] {
    const taken = [this.take()];
    while (!this.isOver && is(this.peek())) taken.push(this.take());
    return taken;
  }
}

const heading = /^(#{1,6}) (.*)$/;
const bullet = /^ {0,8}(?:[-*+]|\d{1,9}[.)]) (.*)$/;
const quote = /^ {0,3}> ?(.*)$/;
const rule = /^ {0,3}(?:-{3,}|\*{3,}|_{3,}) *$/;
const fence = /^ {0,3}(?:```|~~~)/;
const dashes = /^[ |:-]{3,}$/;

function blockOf(lines: Lines): HTMLElement | undefined {
  const line = lines.peek();
  if (line.trim() === "") {
    lines.take();
    return undefined;
  }
  if (fence.test(line)) return codeOf(lines);
  if (rule.test(line)) return (lines.take(), element("hr"));
  const [, marks, title] = heading.exec(line) ?? [];
  if (marks !== undefined)
    return (lines.take(), element("p", { class: `title title${marks.length}` }, ...inline(title ?? "")));
  if (bullet.test(line)) return listOf(lines);
  if (quote.test(line)) {
    const quoted = lines.takeWhile((next) => quote.test(next)).map((next) => quote.exec(next)?.[1] ?? "");
    return element("blockquote", {}, ...inline(quoted.join("\n")));
  }
  if (line.includes("|") && dashes.test(lines.peek(1)) && lines.peek(1).includes("-")) return tableOf(lines);
  return element("p", {}, ...inline(lines.takeWhile(isPlain).join("\n")));
}

function isPlain(line: string): boolean {
  return line.trim() !== "" && ![fence, rule, heading, bullet, quote].some((form) => form.test(line));
}

function codeOf(lines: Lines): HTMLElement {
  lines.take();
  const code: string[] = [];
  while (!lines.isOver && !fence.test(lines.peek())) code.push(lines.take());
  lines.take();
  return element("pre", { text: code.join("\n") });
}

function listOf(lines: Lines): HTMLElement {
  const list = element(/^ *\d/.test(lines.peek()) ? "ol" : "ul");
  for (const line of lines.takeWhile((next) => bullet.test(next)))
    list.append(element("li", {}, ...inline(bullet.exec(line)?.[1] ?? "")));
  return list;
}

function tableOf(lines: Lines): HTMLElement {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\|/, "")
      .replace(/\|$/, "")
      .split("|")
      .map((cell) => cell.trim());
  const row = (line: string, tag: "th" | "td") =>
    element("tr", {}, ...cells(line).map((cell) => element(tag, {}, ...inline(cell))));
  const head = row(lines.take(), "th");
  lines.take();
  const body: HTMLElement[] = [];
  while (!lines.isOver && lines.peek().includes("|")) body.push(row(lines.take(), "td"));
  return element("table", { class: "logged" }, element("thead", {}, head), element("tbody", {}, ...body));
}

/** Code, bold, italic, and links, of at most so many characters each; everything else is text. */
const marks =
  /`([^`\n]{1,500})`|\*\*([^*\n]{1,500})\*\*|\*([^*\s][^*\n]{0,500})\*|\[([^\][\n]{1,300})\]\(([^()\s]{1,500})\)/g;

function inline(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const found of text.matchAll(marks)) {
    const [whole, code, bold, italic, link, address] = found;
    parts.push(text.slice(at, found.index));
    at = found.index + whole.length;
    if (code !== undefined) parts.push(element("code", { text: code }));
    else if (bold !== undefined) parts.push(element("strong", { text: bold }));
    else if (italic !== undefined) parts.push(element("em", { text: italic }));
    else parts.push(element("span", { class: "address", text: `${link} (${address})` }));
  }
  parts.push(text.slice(at));
  return parts;
}
