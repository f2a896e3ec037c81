import { xmlText } from "../drawing/svg";
import { blocksOf, type Block, type Report } from "./report";

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:1000px;margin:32px auto;padding:0 20px;color:#1f1f1f;background:#fff}
h1{font-size:22px}h2{font-size:16px;margin-top:28px}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:4px 16px 4px 0;border-bottom:1px solid #e0e0e0;vertical-align:top;overflow-wrap:anywhere}
pre{padding:8px;background:#f4f4f4;white-space:pre-wrap;overflow-wrap:anywhere}svg{max-width:100%;height:auto;display:block;margin:16px 0}
@media print{svg,tr{break-inside:avoid}}`;

/** A page of its own: pictures within, no script, nothing from the network, and every name a text. */
export function reportHtml(report: Report): string {
  const title = xmlText(report.title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${blocksOf(report)
  .map((block) => blockHtml(block, report))
  .join("\n")}
</body>
</html>
`;
}

function blockHtml(block: Block, { charts }: Report): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${xmlText(block.text)}</h2>`;
    case "text":
      return `<p>${xmlText(block.text).replaceAll("\n", "<br>")}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${xmlText(item)}</li>`).join("")}</ul>`;
    case "code":
      return `<pre>${xmlText(block.text)}</pre>`;
    case "chart":
      return charts[block.index]!.svg;
    case "table":
      return tableHtml(block.head, block.rows);
  }
}

function tableHtml(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${xmlText(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row(head, "th")}</thead><tbody>\n${rows.map((cells) => row(cells, "td")).join("\n")}\n</tbody></table>`;
}
