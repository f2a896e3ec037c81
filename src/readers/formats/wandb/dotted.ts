/** So many dots from the end of a name are looked at: no name that anybody gives has more. */
const mostDots = 100;

/** What a dotted name is a part of, the longest first: of "a.b.c" it is "a.b", then "a". */
export function* wholesOf(name: string): Generator<string, void> {
  let end = name.length;
  for (let dots = 0; dots < mostDots; dots++) {
    end = name.lastIndexOf(".", end - 1);
    if (end <= 0) return;
    yield name.slice(0, end);
  }
}
