import { HumanError } from "../../../util/errors";
import { t } from "../../../util/text";
import { tally, type Hypothesis } from "../ledger";
import type { Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    hypothesis: { type: "string", description: 'What you expect, before you look, e.g. "lr 0.03 beats the baseline".' },
    metric: { type: "string", description: "The metric that will decide." },
    budget: { type: "integer", minimum: 1, maximum: 10000, description: "How many comparisons you allow yourself." },
  },
  required: ["hypothesis", "budget"],
  additionalProperties: false,
};

export function declareHypothesis(project: Project): Tool {
  return {
    name: "declare_hypothesis",
    title: "Declare a Hypothesis",
    description:
      "Writes down, before comparing, what is expected and how many comparisons are allowed to find it, in a ledger outside the repository that people can read (lossline ledger). Later comparisons are counted against it.",
    inputSchema,
    isReadOnly: false,
    run: (given) => {
      const args = new Arguments(given, inputSchema);
      const text = args.needed("hypothesis").trim();
      if (text === "") throw new HumanError(t("Say what you expect."));
      const before = tally(project.ledger.entries());
      const entry: Hypothesis = {
        kind: "hypothesis",
        at: new Date().toISOString(),
        hypothesis: text,
        metric: args.text("metric") ?? null,
        budget: args.number("budget", 1, 10_000, 1),
      };
      const unwritten = project.ledger.add([entry]);
      if (unwritten !== undefined) throw new HumanError(unwritten);
      return Promise.resolve({
        declared: { ...entry },
        ledger: project.ledger.path,
        comparisonsMadeBefore: before.ever,
        hypothesesBefore: project.ledger.entries().filter(({ kind }) => kind === "hypothesis").length - 1,
      });
    },
  };
}
