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

/** Whether a claim says that a folder is a run: then no file in it is one by itself. */
export function isRunOf({ scope, runFolder }: Claim, folder: string): boolean {
  return scope === "folder" && runFolder === folder;
}

/** What tells a source from every other. @param format its id @param path of the claim */
export function keyOf(format: string, path: string): string {
  return `${format} ${path}`;
}
