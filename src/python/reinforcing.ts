import type { Call, Outline, Path } from "./module";

/** Reinforcement learning's own words for training: agents learn, replay and update. */

/** What people call what learns, and the algorithms that they name it after. */
const agentName =
  /(?:agent|policy|learner|algo|trainer|(?:dd|d|c51_?)?qn|ppo|sac|ddpg|td3|a[23]c|trpo|reinforce|brain)s?\d*$/i;
const agentType = /(?:Agent|Policy|Learner|Algorithm|Trainer)$/;

/** How long an agent is to learn: agent.run(total_steps=200_000). */
const amount = /^(?:(?:n|num|max|total)_)?(?:train_)?(?:episodes|steps|timesteps|iterations|epochs|frames)$/;

/** What an agent does in a loop over episodes, to learn from them. */
export function reinforces({ callee, handed, first }: Call): boolean {
  const [receiver = "", method = ""] = callee.slice(-2);
  // agent.step(state, action, reward, next_state, done)
  if (method === "step" && !/env/i.test(receiver)) return handed.some((name) => /^rewards?$/.test(name));
  // RL.learn(state, action, reward), whatever holds the table or the weights
  if (method === "learn" && callee.length > 1) return first !== "";
  return (
    callee.length > 1 &&
    agentName.test(receiver) &&
    /^(?:update|replay|optimi[sz]e|optimize_model|update_(?:policy|network|q\w*|v|values?|weights|table)|experience_replay|train_step|train)$/i.test(
      method,
    )
  );
}

/** Whether a call is an agent's `learn`, or has it run episodes to learn from. */
export function learns(call: Call, path: Path, outline: Outline): boolean {
  const method = path.at(-1)!;
  if (/^run_(?:n_)?(?:episodes?|steps)$/.test(method)) return isAgents(call, path);
  if (method === "run" && call.keywords.some((keyword) => amount.test(keyword))) return isAgents(call, path);
  if (method !== "learn" || /vocab|bpe|token/i.test(call.first)) return false;
  return (
    call.keywords.includes("total_timesteps") ||
    /timesteps/i.test(call.first) ||
    [...outline.imports.values(), path[0]!].some((each) => /^(stable_baselines3?|sb3_contrib)\b/.test(each)) ||
    isAgents(call, path)
  );
}

/** Whether a variable of this name is one that learns. */
export function isAgent(name: string): boolean {
  return agentName.test(name);
}

/** Whether a call is of an agent, or of one in a list of them. */
function isAgents({ callee }: Call, path: Path): boolean {
  const receiver = callee.at(-2) === "[]" ? callee.at(-3) : callee.at(-2);
  return isAgent(receiver ?? "") || (path.at(-2) === "()" && agentType.test(path.at(-3) ?? ""));
}
