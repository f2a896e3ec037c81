import type { Claim, FolderListing, Format } from "../../readers/format";
import { formats } from "../../readers/registry";
import { headsOf } from "./heads";

/** A source that a format recognised. */
export interface Claimed {
  readonly claim: Claim;
  readonly format: Format;
}

/** What the formats recognise in a folder. A file goes to the first that claims it; the folder itself may go to several. */
export function claimsIn(folder: FolderListing): Claimed[] {
  const heads = headsOf(folder.path);
  const taken = new Set<string>();
  const claims: Claimed[] = [];
  for (const format of formats) {
    for (const claim of format.claim(folder, heads)) {
      if (taken.has(claim.path) && claim.path !== folder.path) continue;
      taken.add(claim.path);
      claims.push({ claim, format });
    }
  }
  return claims;
}

/** What tells a source from every other. @param format its id @param path of the claim */
export function keyOf(format: string, path: string): string {
  return `${format} ${path}`;
}

/** Whether a file in a folder may yet turn out to be a log: no file in a folder that is a run is one by itself. */
export function mayGrow({ path, files }: FolderListing, claims: readonly Claimed[]): boolean {
  return (
    claims.filter(({ claim }) => !claim.provisional).length < files.length &&
    !claims.some(({ claim: { scope, runFolder } }) => scope === "folder" && runFolder === path)
  );
}
