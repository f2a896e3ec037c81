import { spokenLanguage } from "../../util/text";

/** Addresses of the page's own files, as the page may load them. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** The origin that styles may come from. */
  readonly source: string;
}

/**
 * The page's document: empty but for its script, which may do nothing but run and draw. No inline style or script, no network.
 * @param title plain text without markup
 * @param nonce fresh for every document
 * @param plays it also shows pictures, sounds and films that its own script was given; an SVG among them runs no script
 */
export function pageHtml(files: PageFiles, title: string, nonce: string, plays = false): string {
  const language = spokenLanguage()?.language ?? "en";
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${files.source}`,
    ...(plays ? ["img-src blob:", "media-src blob:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${files.style}">
<title>${title}</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${files.script}"></script>
</body>
</html>`;
}
