/** Remembers what a function of a name said; forgets everything when that becomes too much. For pure functions. */
export function memo<T>(make: (name: string) => T, limit = 20_000): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (known.has(name)) return known.get(name) as T;
    const value = make(name);
    if (known.size >= limit) known.clear();
    known.set(name, value);
    return value;
  };
}
