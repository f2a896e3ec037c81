import "../page/page.css";
import "./media.css";
import type { MediaDelta, MediaModel, ToMedia } from "../../src/shared/pages/media";
import { openPage } from "../page/open";
import { MediaPage } from "./page";
import { Session, type MediaLine } from "./session";
import { savedView } from "./view";

let session: Session | undefined;

function begin(model: MediaModel, line: MediaLine): (model: MediaModel) => void {
  const own = new Session(line, model, savedView(line.saved));
  session = own;
  const page = new MediaPage(document.getElementById("page")!, own);
  return (next) => {
    own.setModel(next);
    page.show();
  };
}

openPage({
  begin,
  handlers: { find: (search: string) => session?.setView({ search }) } satisfies ToMedia,
  applyDelta: (model: MediaModel, delta: MediaDelta): MediaModel => ({ ...model, ...delta }),
});
