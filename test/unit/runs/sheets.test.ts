import { deepEqual, equal } from "node:assert/strict";
import {
  csvLine,
  latexTable,
  latexText,
  markdownCell,
  markdownTable,
  tsvText,
} from "../../../src/runs/describe/sheets";

describe("A table for other programs", () => {
  it("is CSV in which nothing is a formula and numbers are whole", () => {
    equal(
      csvLine(["=cmd()", "+1", "-x", "@a", "\tb", "＝c", 'say "hi", you', -0.25, 1e-7, true, null, undefined, "a\nb"]),
      `'=cmd(),'+1,'-x,'@a,'\tb,'＝c,"say ""hi"", you",-0.25,1e-7,true,,,"a\nb"`,
    );
  });

  it("is lines for a spreadsheet, in which no name makes a cell, a row or a formula", () => {
    equal(
      tsvText([
        ["a\tb", "c\r\nd", -1],
        ["\t=x", "=y", null],
      ]),
      "a b\tc d\t-1\n =x\t'=y\t",
    );
  });

  it("is Markdown in which a name makes no cell, link, markup or tag", () => {
    equal(
      markdownCell("a|b <script> [x](y) `c` *d* e_f ~g \\h\ni"),
      "a\\|b &lt;script\\> \\[x\\](y) \\`c\\` \\*d\\* e\\_f \\~g \\\\h i",
    );
    equal(markdownTable(["run", "acc"], [["a|b", "1"]], [1]), "| run | acc |\n| --- | --: |\n| a\\|b | 1 |");
  });

  it("is LaTeX with booktabs, in which a name is no command", () => {
    equal(
      latexText("50% of $x_1 & {y}^2 ~ #3 \\input{/etc}"),
      "50\\% of \\$x\\_1 \\& \\{y\\}\\textasciicircum{}2 \\textasciitilde{} \\#3 \\textbackslash{}input\\{/etc\\}",
    );
    deepEqual(latexTable(["run", "Δ acc"], [["a_b", "0.9 ± 0.1"]], [1]).split("\n"), [
      "% \\usepackage{booktabs}",
      "\\begin{tabular}{lr}",
      "\\toprule",
      "run & $\\Delta$ acc \\\\",
      "\\midrule",
      "a\\_b & 0.9 $\\pm$ 0.1 \\\\",
      "\\bottomrule",
      "\\end{tabular}",
    ]);
  });
});
