/** Small marks on a canvas, in CSS pixels. */

export function diamond(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  canvas.moveTo(x, y - radius);
  canvas.lineTo(x + radius, y);
  canvas.lineTo(x, y + radius);
  canvas.lineTo(x - radius, y);
  canvas.closePath();
}

export function dot(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  canvas.moveTo(x + radius, y);
  canvas.arc(x, y, radius, 0, 2 * Math.PI);
}

export function cross(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  canvas.moveTo(x - radius, y - radius);
  canvas.lineTo(x + radius, y + radius);
  canvas.moveTo(x + radius, y - radius);
  canvas.lineTo(x - radius, y + radius);
}
