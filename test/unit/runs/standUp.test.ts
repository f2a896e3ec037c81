import { deepEqual, equal, ok } from "node:assert/strict";
import { load } from "../../../src/cli/load";
import { dayOf } from "../../../src/cli/today";
import { standUpText, ticketKeys, type StandUp } from "../../../src/runs/day/standUp";
import { dayNote, leftToDo, type WrapUp } from "../../../src/runs/day/wrapUp";
import { overnight, writeOvernight } from "../../support/overnight";
import { useTempFolder } from "../../support/tempFolder";

const address = "https://x.atlassian.net/browse/{key}";

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
    tickets: { keys: ticketKeys(["feature/PROJ-42", "fix #7 and PROJ-42", "utf-8 and x-1"]), address },
    notes: [{ name: "lr0.3_s0", note: "*best* so far\nmore" }],
    waiting: 2,
    now: Date.now(),
  });

  it("find the keys of tickets in branches and commits, each once", () => {
    deepEqual(ticketKeys(["feature/PROJ-42-x", "fix #7, PROJ-42", "UTF8 a-1 #x"]), ["PROJ-42", "#7"]);
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
        "- 1 commit on feature/PROJ-42\n- Tickets: [PROJ-42](https://x.atlassian.net/browse/PROJ-42), [#7]",
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
    for (const bad of ["", "javascript:alert('{key}')", "https://x/no-key", "https://x/<{key}>"]) {
      const text = standUpText({ ...told, tickets: { ...told.tickets, address: bad } }, "slack");
      ok(text.includes("Tickets: PROJ-42, #7"), bad);
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
      hasNote: () => false,
      isMarked: () => false,
      now: Date.now(),
    };
    deepEqual(leftToDo(wrapUp), [
      "There is code that is not committed.",
      "2 commits are not pushed.",
      "The best, lr0.3, is neither pinned nor noted.",
      `5 runs failed or diverged and have no note: ${today.news
        .slice(0, 5)
        .map(({ run }) => run.name)
        .join(", ")}.`,
    ]);
    const note = dayNote(wrapUp, "2026-11-26");
    ok(
      note.startsWith("# 2026-11-26\n\nIn the last 24 hours: 40 runs.") && note.includes("- a1b2c3d Fix \\*it\\*\n"),
      note,
    );
    ok(note.includes("- [ ] 2 commits are not pushed.\n"));
    const clear = { ...wrapUp, isDirty: false, unpushed: 0, hasNote: () => true, isMarked: () => true };
    equal(leftToDo(clear).length, 0);
    ok(dayNote(clear, "2026-11-26").includes("Nothing. Your desk is clear."));
  });
});
