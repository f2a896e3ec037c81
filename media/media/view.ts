import type { MediaView } from "../../src/shared/pages/media";

export const pictureWays: readonly MediaView["pictures"][] = ["beside", "swipe", "difference"];

/** The view in what an earlier page left, perhaps one of another version: what is not as it should be takes its default. */
export function savedView(saved: unknown): MediaView {
  const view = objectOf(objectOf(saved)["view"]);
  const { step, swipe, search } = view;
  return {
    step: typeof step === "number" ? step : null,
    pictures: pictureWays.find((way) => way === view["pictures"]) ?? "beside",
    swipe: typeof swipe === "number" && swipe >= 0 && swipe <= 1 ? swipe : 0.5,
    histograms: view["histograms"] === "time" ? "time" : "step",
    plainText: view["plainText"] === true,
    search: typeof search === "string" ? search : "",
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
