/** What a program wrote last, in characters: enough for a long traceback. */
const most = 256 * 1024;

/** The end of what a program writes to its terminal, bounded. */
export class OutputTail {
  private text = "";

  add(data: string): void {
    this.text = (this.text + data).slice(-most);
  }

  /** As a person reads it: without the terminal's controls, and of a line that was written over only its last state. */
  get plain(): string {
    return plainText(this.text);
  }
}

/** Takes what controls a terminal out of a text (ECMA-48: CSI, OSC and two-character sequences). */
export function plainText(text: string): string {
  return text
    .replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, "")
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/\u001b[ -/]*[0-~]/g, "")
    .split("\n")
    .map((line) => {
      const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
      return whole.slice(whole.lastIndexOf("\r") + 1);
    })
    .join("\n");
}
