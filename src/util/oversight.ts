/**
 * Who watches over reading from outside. A reader is synchronous, and what it reads may be hostile: only another process can end
 * it where it hangs. So it tells what it begins with and that it gets on, and is told what to leave alone.
 */
export interface Overseer {
  /**
   * Something is about to be read.
   * @param path absolute
   * @param factor how many times as long as usual it may take without getting on
   * @returns false if it is set aside: it is to be passed over
   */
  begin(path: string, factor: number): boolean;
  /** It got on: some bytes, rows or slices further. Cheap enough to be called for every one of them. */
  advance(): void;
  /** It was read to its end, or as far as it goes now. */
  end(): void;
}

let overseer: Overseer | undefined;

/** From now on this one is told, in all of the process. Where there is none, as in tests, everything may be read. */
export function useOverseer(one: Overseer | undefined): void {
  overseer = one;
}

/** @see Overseer */
export const oversight = {
  begin: (path: string, factor = 1): boolean => overseer?.begin(path, factor) ?? true,
  advance: (): void => overseer?.advance(),
  end: (): void => overseer?.end(),
};
