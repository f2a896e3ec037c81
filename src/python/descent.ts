/**
 * Learning that is written out by hand: `w -= lr * dw`, `w = w - 0.01 * grad`, `new_b = b - (learningRate * gradient)`, and the
 * reinforcement of a table, `Q[s, a] = Q[s, a] + alpha * (target - Q[s, a])`.
 */

/** What people call the size of a step. */
const rate = /(?:^|[^a-z])(?:lr|learning_?rate|eta|alpha|step_?size)(?![a-z])/i;
const gradient = /grad|(?:^|[^a-z])d[A-Z]?[wb]\d*(?![a-z])/i;

/** More of a statement than this is not looked at. */
export const widestStatement = 200;

/** Whether `a -= b` or `a += b` is a step of learning. */
export function stepsByUpdate(statement: string): boolean {
  const at = statement.search(/[-+]=/);
  const step = statement.slice(at + 2);
  // What adds gradients up without a rate only gathers them.
  if (/\.grad\b/.test(statement) && statement[at] !== "+") return true;
  if (at < 0) return false;
  // Q[s, a] += (W / C[s, a]) * (G - Q[s, a]): a part of the way to a target.
  const target = statement.slice(0, at).trim();
  if (
    statement[at] === "+" &&
    step.includes("*") &&
    step.replaceAll(" ", "").includes(`-${target.replaceAll(" ", "")})`)
  )
    return true;
  if (!rate.test(step)) return false;
  return statement[at] === "-" || step.includes("*");
}

/** Whether `a = b` is a step of learning: something less, or more, a rate times something, or less a gradient. */
export function stepsByAssignment(statement: string): boolean {
  const [target = "", ...rest] = statement.split(" = ");
  const value = rest.join(" = ");
  const own = value.startsWith(`${target} `) ? value.slice(target.length + 1) : undefined;
  if (own !== undefined && /^- /.test(own)) return rate.test(own) || gradient.test(own);
  if (own !== undefined && /^\+ /.test(own)) return rate.test(own) && own.includes("*");
  const less = value.indexOf(" - ");
  return less > 0 && /^[\w.[\]]+$/.test(value.slice(0, less)) && rate.test(value) && gradient.test(value.slice(less));
}
