/** Draws once in the next frame, however often it is asked for. */
export class Frames {
  private scheduled = false;

  constructor(private readonly draw: () => void) {}

  request(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.draw();
    });
  }
}
