import type { Media } from "../../../src/shared/media";
import type { MediaRun } from "../../../src/shared/pages/media";
import { plural } from "../../../src/util/text";
import { element } from "../../page/dom";
import { strokeOf } from "../../page/stroke";
import type { Session } from "../session";
import { drawConfusion } from "./confusion";
import { drawHistogram } from "./histogram";
import { drawPicture } from "./picture";
import { drawRates } from "./rates";
import { drawRecording } from "./recording";
import { drawTable } from "./table";
import { drawText } from "./text";

/** What was drawn, and how it lets go of what it holds. */
export interface Drawn {
  readonly nodes: readonly Node[];
  end(): void;
}

/** What one thing is drawn with. */
export interface Drawing {
  readonly session: Session;
  readonly run: MediaRun;
  /** The first run's, which it stands beside. */
  readonly reference: Media | undefined;
  /** CSS color of the run's line, and of the first run's. */
  readonly color: string;
  readonly referenceColor: string;
  /** Does it when the drawing is not shown any more. */
  readonly atEnd: (act: () => void) => void;
}

/**
 * Draws what was loaded of one run, each beside its counterpart of the first run.
 * @param more records that are not among them
 */
export function drawMedia(
  media: readonly Media[],
  references: readonly Media[],
  session: Session,
  run: MediaRun,
  more = 0,
): Drawn {
  const ends: (() => void)[] = [];
  const [first] = session.model.runs;
  const shared = {
    session,
    run,
    color: strokeOf(run, session.theme, 1).color,
    referenceColor: first ? strokeOf(first, session.theme, 1).color : session.theme.muted,
    atEnd: (act: () => void) => void ends.push(act),
  };
  const nodes = media.map((one, at) => drawOne(one, { ...shared, reference: references[at] }));
  if (more > 0) {
    const text = plural(more, {
      one: "{count} more at this step is not shown.",
      other: "{count} more at this step are not shown.",
    });
    nodes.push(element("p", { class: "refusal", text }));
  }
  return { nodes, end: () => ends.forEach((end) => end()) };
}

function drawOne(media: Media, drawing: Drawing): HTMLElement {
  switch (media.type) {
    case "picture":
      return drawPicture(media, drawing);
    case "sound":
    case "film":
      return drawRecording(media, drawing);
    case "text":
      return drawText(media, drawing.session.view.plainText);
    case "histogram":
      return drawHistogram(media, drawing);
    case "rates":
      return drawRates(media, drawing);
    case "confusion":
      return drawConfusion(media);
    case "table":
      return drawTable(media);
    case "refusal":
      return element("p", { class: "refusal", text: media.reason });
  }
}
