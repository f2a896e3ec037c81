/** So far beyond the window something counts as seen, so that it is there when it is scrolled to: CSS pixels. */
const margin = 300;

/** Tells elements when they come into view and when they leave it. */
export class Watch {
  private readonly listeners = new Map<Element, (seen: boolean) => void>();
  private readonly observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) this.listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: `${margin}px` },
  );

  over(element: Element, listener: (seen: boolean) => void): void {
    this.listeners.set(element, listener);
    this.observer.observe(element);
  }

  end(element: Element): void {
    this.listeners.delete(element);
    this.observer.unobserve(element);
  }
}
