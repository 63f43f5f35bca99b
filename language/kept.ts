/**
 * A pure function that keeps its last results: what understands a question asks the same of its text again and
 * again.
 *
 * @param keyOf Tells the arguments apart.
 * @param most Results that are kept; the oldest is given up first.
 */
export function kept<Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
  keyOf: (...args: Args) => string,
  most = 64,
): (...args: Args) => Result {
  const results = new Map<string, Result>();
  return (...args) => {
    const key = keyOf(...args);
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = compute(...args);
    const [oldest] = results.keys();
    if (results.size >= most && oldest !== undefined) results.delete(oldest);
    results.set(key, result);
    return result;
  };
}
