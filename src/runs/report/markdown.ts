import { markdownCell, markdownFence, markdownTable } from "../describe/sheets";
import { blocksOf, type Block, type Report } from "./report";

/** The report as Markdown. @param picture where a chart's SVG will lie, relative to the text: a plain file name */
export function reportMarkdown(report: Report, picture: (index: number) => string): string {
  const blocks = blocksOf(report).map((block) => blockMarkdown(block, picture));
  return [`# ${markdownCell(report.title)}`, ...blocks, ""].join("\n\n");
}

function blockMarkdown(block: Block, picture: (index: number) => string): string {
  switch (block.kind) {
    case "heading":
      return `## ${markdownCell(block.text)}`;
    case "text":
      return block.text
        .split(/\n{2,}/)
        .map(markdownCell)
        .join("\n\n");
    case "list":
      return block.items.map((item) => `- ${markdownCell(item)}`).join("\n");
    case "code":
      return markdownFence(block.text);
    case "chart":
      return `![${markdownCell(block.metric)}](${encodeURI(picture(block.index))})`;
    case "table":
      return markdownTable(block.head, block.rows, []);
  }
}
