import { deepEqual, equal, ok } from "node:assert/strict";
import { load } from "../../../src/cli/load";
import { dayOf } from "../../../src/cli/today";
import { standUpText, type StandUp } from "../../../src/runs/day/standUp";
import { ticketsIn } from "../../../src/runs/day/tickets";
import { dayNote, leftToDo, type WrapUp } from "../../../src/runs/day/wrapUp";
import { overnight, writeOvernight } from "../../support/overnight";
import { useTempFolder } from "../../support/tempFolder";

const addresses = { "*": "https://x.atlassian.net/browse/{key}" };

describe("The stand-up and the wrap-up", () => {
  const temp = useTempFolder();
  const day = async () => {
    writeOvernight(temp(), overnight());
    return dayOf(await load(temp()), undefined, Date.now());
  };
  const standUp = async (): Promise<StandUp> => ({
    today: await day(),
    nameOf: ({ name }) => name,
    commits: ["a1b2c3d PROJ-42: fix <loader>"],
    branch: "feature/PROJ-42",
    tickets: ticketsIn(["feature/PROJ-42", "fix #7 and PROJ-42", "utf-8 and x-1"], addresses),
    notes: [{ name: "lr0.3_s0", note: "*best* so far\nmore" }],
    waiting: 2,
    now: Date.now(),
  });

  it("find the keys of tickets in branches and commits, each once", () => {
    const keys = (...texts: string[]) => ticketsIn(texts, {}).map(({ key }) => key);
    deepEqual(keys("feature/PROJ-42-x", "fix #7, PROJ-42", "UTF8 a-1 #x"), ["PROJ-42", "#7"]);
    deepEqual(keys("Read UTF-8, sum SHA-256, try GPT-2"), [], "what looks like a key and is none");
    deepEqual(keys("trello/a1B2c3D4-schedule", "todoist-6X7rM8997g3RQmvh"), [
      "trello/a1B2c3D4",
      "todoist-6X7rM8997g3RQmvh",
    ]);
  });

  it("link each key to its own tracker: by the user's addresses, by the remote, and to those that are one for all", () => {
    const own = { PROJ: "https://x.atlassian.net/browse/{key}", ENG: "https://linear.app/x/issue/{key}" };
    const url = (text: string, remote?: string) => ticketsIn([text], own, remote)[0]?.url;
    equal(url("PROJ-42"), "https://x.atlassian.net/browse/PROJ-42");
    equal(url("ENG-1"), "https://linear.app/x/issue/ENG-1");
    equal(url("OPS-1"), undefined, "nobody said where it leads");
    equal(url("#7", "git@github.com:me/x.git"), "https://github.com/me/x/issues/7");
    equal(url("#7", "https://gitlab.example.com/a/b/c"), "https://gitlab.example.com/a/b/c/-/issues/7");
    equal(url("#7", "https://github.com.evil.example/me/x"), undefined);
    equal(url("#7"), undefined);
    equal(url("trello/a1B2c3D4"), "https://trello.com/c/a1B2c3D4");
    equal(url("todoist/6X7rM8997g3RQmvh"), "https://app.todoist.com/app/task/6X7rM8997g3RQmvh");
    equal(ticketsIn(["UTF-8"], { UTF: own.PROJ })[0]?.url, "https://x.atlassian.net/browse/UTF-8", "if they say so");
  });

  it("say yesterday, today and what blocks, in each chat's own marks", async () => {
    const told = await standUp();
    const markdown = standUpText(told, "markdown");
    ok(
      markdown.startsWith("**Yesterday**\n- In the last 24 hours: 40 runs. Best lr0.3, 5 seeds, 0.9574 ± 0.0053."),
      markdown,
    );
    ok(
      markdown.includes(
        "- 1 commit on feature/PROJ-42\n- Tickets: [PROJ-42](https://x.atlassian.net/browse/PROJ-42), \\#7\n",
      ),
      markdown,
    );
    ok(markdown.includes("- lr0.3\\_s0: \\*best\\* so far\n"), markdown);
    ok(markdown.includes("**Today**\n- 2 launches wait in the queue\n\n**Blocked**\n- lr3"), markdown);
    const slack = standUpText(told, "slack");
    ok(
      slack.startsWith("*Yesterday*\n• ") && slack.includes("<https://x.atlassian.net/browse/PROJ-42|PROJ-42>"),
      slack,
    );
    ok(standUpText(told, "plain").includes("PROJ-42 (https://x.atlassian.net/browse/PROJ-42)"));
  });

  it("link a key nowhere but to a web address", async () => {
    const told = await standUp();
    for (const bad of [
      "",
      "javascript:alert('{key}')",
      "https://x/no-key",
      "https://x/<{key}>",
      "https://x/)({key}",
      7,
    ]) {
      const text = standUpText({ ...told, tickets: ticketsIn(["PROJ-42 #7"], { "*": bad }) }, "slack");
      ok(text.includes("Tickets: PROJ-42, #7"), String(bad));
    }
  });

  it("list what is left, and say when the desk is clear", async () => {
    const today = await day();
    const wrapUp: WrapUp = {
      today,
      nameOf: ({ name }) => name,
      isDirty: true,
      unpushed: 2,
      commits: ["a1b2c3d Fix *it*"],
      todos: [{ path: "train.py", line: 7, text: "TODO: warm up" }],
      hasNote: () => false,
      isMarked: () => false,
      now: Date.now(),
    };
    const names = today.news.slice(0, 5).map(({ run }) => run.name);
    deepEqual(
      leftToDo(wrapUp).map(({ text, remedy, runs }) => [text, remedy, runs.length]),
      [
        ["There is code that is not committed.", "commit", 0],
        ["2 commits are not pushed.", "push", 0],
        ["The best, lr0.3, is neither pinned nor noted.", "pin", 5],
        [`5 runs failed or diverged and have no note: ${names.join(", ")}.`, "explain", 5],
        ["train.py:7: TODO: warm up", "open", 0],
      ],
    );
    const note = dayNote(wrapUp, "2026-11-26");
    ok(
      note.startsWith("# 2026-11-26\n\nIn the last 24 hours: 40 runs.") && note.includes("- a1b2c3d Fix \\*it\\*\n"),
      note,
    );
    ok(note.includes("- [ ] 2 commits are not pushed.\n"));
    const clear = { ...wrapUp, isDirty: false, unpushed: 0, todos: [], hasNote: () => true, isMarked: () => true };
    equal(leftToDo(clear).length, 0);
    ok(dayNote(clear, "2026-11-26").includes("Nothing. Your desk is clear."));
  });
});
