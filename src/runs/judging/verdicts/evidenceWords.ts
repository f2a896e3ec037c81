import { formatValue } from "../../describe/numbers";
import { t } from "../../../util/text";
import { meaningfulShare } from "../statistics/effects";
import type { Evidence } from "./evidence";

/** What stands beside a verdict on two groups, as sentences; empty where there are too few runs for any. */
export function evidenceText({ wilcoxon, superiority, leastEffect }: Evidence): string {
  return [
    ...(wilcoxon === undefined ? [] : [t("Wilcoxon’s test of the pairs: p = {p}.", { p: short(wilcoxon) })]),
    ...(superiority === undefined ? [] : [shareText(superiority)]),
    ...(leastEffect === undefined ? [] : [t("{least} would show in 80 of 100.", { least: short(leastEffect) })]),
  ].join(" ");
}

function shareText(superiority: number): string {
  const values = { share: short(superiority), least: meaningfulShare };
  return superiority >= meaningfulShare
    ? t("P(better) = {share}, meaningful (from {least}).", values)
    : t("P(better) = {share} (meaningful from {least}).", values);
}

function short(value: number): string {
  return formatValue(Number(value.toPrecision(2)));
}
