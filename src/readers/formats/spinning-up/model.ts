import type { ParamValue } from "../../../shared/run";
import type { RawRun } from "../../raw";
import { numberParam, tellDone } from "../../parsing/params/telling";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { Axes } from "../../parsing/tables/columns";

const epoch = "Epoch";
const interactions = "TotalEnvInteracts";
/** How the EpochLogger calls what it took the mean of; one of these is in every log of a training by it. */
const measure = /^(?:Average|Loss|Delta|Std)\w|Loss|Return|Reward|Acc/;
/** A return of episodes: the plotter's "Performance". */
const episodeReturn = /^(?:Average|Max|Min)(?:Test)?EpRet$/;
/** The Logger writes itself down, as one of the local names of its program. */
const ofLogger = /^(?:logger|logger_kwargs|self|env_fn|actor_critic)(?:\.|$)/;

/** Whether a table's header is that of such a log: with its name for the axis, and a metric. */
export function isProgress(header: readonly string[]): boolean {
  return axesOfProgress(header) !== undefined && header.length > 2 && header.some((name) => measure.test(name));
}

/** Steps of the environments, as Spinning Up's own plotter counts; else epochs, from 0. */
export function axesOfProgress(header: readonly string[]): Axes | undefined {
  const [x, at] = [header.indexOf(interactions), header.indexOf(epoch)];
  if (x >= 0) return { x, xKind: "step", epoch: at < 0 ? undefined : at };
  return at < 0 ? undefined : { x: at, xKind: "epoch", epoch: undefined };
}

/** The local names of the program at its start, less what says nothing about the training. */
export class ConfigFile extends SideFiles {
  constructor(folder: string) {
    super(folder, ["config.json"]);
  }

  override get params(): ReadonlyMap<string, ParamValue> {
    return new Map([...super.params].filter(([name]) => !ofLogger.test(name)));
  }
}

/** Tells directions, how far the run is, and the name under which the plotter puts it together with others. */
export function tell(run: RawRun): void {
  for (const series of run.series.values()) if (episodeReturn.test(series.tag)) series.direction = "higher";
  const name = run.params.get("exp_name");
  if (typeof name === "string" && name !== "") run.facts.group = name;
  tellDone(run, epochsOf(run), numberParam(run, "epochs"), "epoch");
}

/** How many epochs are logged: they count from 0. */
function epochsOf(run: RawRun): number | undefined {
  let most: number | undefined;
  for (const { points, stepKind } of run.series.values()) {
    if (points.length === 0) continue;
    const last = stepKind === "epoch" ? points.lastStep : points.view().epochs?.at(-1);
    if (last !== undefined && Number.isFinite(last)) most = Math.max(most ?? 0, last + 1);
  }
  return most;
}
