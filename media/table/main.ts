import "../page/page.css";
import "./table.css";
import { applyTableDelta, type TableDelta, type TableModel, type ToTable } from "../../src/shared/pages/table";
import { openPage } from "../page/open";
import { TablePage } from "./page";
import { Session, type TableLine } from "./session";
import { savedView } from "./view";

let page: TablePage | undefined;

function begin(model: TableModel, line: TableLine): (model: TableModel) => void {
  const session = new Session(line, model, savedView(line.saved));
  page = new TablePage(document.getElementById("page")!, session);
  return (next) => session.setModel(next);
}

const handlers: ToTable = { focusFilter: () => page?.toolbar.filter.input.focus() };

openPage({ begin, handlers, applyDelta: (model: TableModel, delta: TableDelta) => applyTableDelta(model, delta) });
