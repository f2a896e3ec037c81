import { cutWord, maskText } from "../../util/maskText";

/** How one test ended. An error is a test that could not even fail: its set-up, or its module, raised. */
export type TestOutcome = "passed" | "failed" | "skipped";

export interface TestCase {
  /** Dotted: module and classes. */
  readonly place: string;
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly seconds: number;
  /** The first line of why it failed, secrets masked; "" for one that passed. */
  readonly message: string;
}

/** Larger reports are not read. */
export const longestReport = 32 * 1024 * 1024;
/** A message longer than this is cut. */
const longestMessage = 300;
/** No more of it is looked at. */
const widest = 2000;

const outcomes: Readonly<Record<string, TestOutcome>> = { failure: "failed", error: "failed", skipped: "skipped" };

/**
 * Reads JUnit XML as pytest and our own runner of unittest write it: `testcase` elements with `classname`, `name` and `time`, in each at
 * most a `failure`, `error` or `skipped` with a `message`. Tags are read one after another; text, entities of a DTD and what is unknown are not.
 * A report that was cut off gives the tests that stand in it.
 */
export function testCasesIn(xml: string): readonly TestCase[] {
  const cases: TestCase[] = [];
  for (const { name, attributes } of tagsIn(xml)) {
    const last = cases.at(-1);
    const outcome = outcomes[name];
    if (name === "testcase") cases.push(caseOf(attributes));
    // pytest writes a test that failed, and whose teardown raised too, as two elements: the first tells.
    else if (outcome !== undefined && last?.outcome === "passed") {
      cases[cases.length - 1] = { ...last, outcome, message: firstLine(attributes.get("message") ?? "") };
    }
  }
  return cases;
}

function caseOf(attributes: ReadonlyMap<string, string>): TestCase {
  const seconds = Number(attributes.get("time") ?? 0);
  return {
    place: attributes.get("classname") ?? "",
    name: attributes.get("name") ?? "",
    outcome: "passed",
    seconds: Number.isFinite(seconds) ? seconds : 0,
    message: "",
  };
}

function firstLine(text: string): string {
  const line = maskText(cutWord(text, widest)).split("\n", 1)[0] ?? "";
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The opening tags, in their order; comments and CDATA are left out. */
function* tagsIn(xml: string): Generator<Tag> {
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at)) {
    const skipped = [
      ["<!--", "-->"],
      ["<![CDATA[", "]]>"],
    ].find(([open = ""]) => xml.startsWith(open, at));
    if (skipped) {
      const end = xml.indexOf(skipped[1] ?? "", at);
      if (end < 0) return;
      at = end;
      continue;
    }
    const tag = tagAt(xml, at + 1);
    if (tag.name !== "") yield tag;
    at = tag.end;
  }
}

const nameOrQuote = /[\s/>=]/;

/** Reads one tag from after its `<`: its name, what stands in quotes after `name=`, and where it ends. */
function tagAt(xml: string, from: number): Tag & { readonly end: number } {
  const attributes = new Map<string, string>();
  let at = from;
  const word = () => {
    const start = at;
    while (at < xml.length && !nameOrQuote.test(xml[at] ?? "")) at++;
    return xml.slice(start, at);
  };
  const name = word();
  while (at < xml.length && xml[at] !== ">") {
    const key = word();
    const quote = xml[at + 1] ?? "";
    if (key !== "" && xml[at] === "=" && (quote === '"' || quote === "'")) {
      const end = xml.indexOf(quote, at + 2);
      if (end < 0) return { name: "", attributes, end: xml.length };
      attributes.set(key, decoded(xml.slice(at + 2, end)));
      at = end + 1;
    } else if (xml[at] !== ">") at++;
  }
  return { name: at < xml.length ? name : "", attributes, end: at };
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === "string") return entities[name] ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
