import type { Failure } from "./failure";
import type { Ending, Launch, LaunchState, Whereabouts } from "./launch";

/** What can happen to a launch. Times in unix milliseconds. */
export type LaunchEvent =
  | { readonly is: "queue" }
  | { readonly is: "start"; readonly at: number; readonly command: string; readonly watched: boolean }
  | { readonly is: "locate"; readonly whereabouts: Whereabouts }
  | {
      readonly is: "end";
      readonly at: number;
      readonly ending: Ending;
      readonly exitCode?: number | undefined;
      readonly failure?: Failure | undefined;
    };

/** In which states an event means something. What comes at another time (a terminal closed after the exit code) changes nothing. */
const possible: Readonly<Record<LaunchEvent["is"], readonly LaunchState[]>> = {
  queue: ["planned"],
  start: ["planned", "queued"],
  locate: ["running"],
  end: ["planned", "queued", "running"],
};

/** The launch after an event; the same object where the event means nothing to it. */
export function step(launch: Launch, event: LaunchEvent): Launch {
  if (!possible[event.is].includes(launch.state)) return launch;
  switch (event.is) {
    case "queue":
      return { ...launch, state: "queued" };
    case "start":
      return { ...launch, state: "running", startedAt: event.at, command: event.command, watched: event.watched };
    case "locate":
      return { ...launch, whereabouts: event.whereabouts };
    case "end": {
      const { at, ending, exitCode, failure } = event;
      const how = { ...(exitCode === undefined ? {} : { exitCode }), ...(failure ? { failure } : {}) };
      return { ...launch, state: "ended", endedAt: at, ending, ...how };
    }
  }
}
