/** The public methods of an API of the SDK, whatever version of it is installed. */
export function methodsOf(api: object): string[] {
  const names = new Set<string>();
  for (
    let part: unknown = Object.getPrototypeOf(api);
    typeof part === 'object' && part !== null && part !== Object.prototype;
    part = Object.getPrototypeOf(part)
  )
    for (const name of Object.getOwnPropertyNames(part))
      if (name !== 'constructor' && !name.startsWith('_')) names.add(name);
  return [...names].toSorted();
}

/** Takes all items of a list that the SDK pages. */
export async function all(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const item of items) list.push(item);
  return list;
}

type Outcome = 'answered' | readonly [status: number, code: string];
type Case = readonly [Outcome, () => Promise<unknown>];

/** Each API with its methods: what the local workspace does, and a call that shows it. */
export type Cases = Readonly<Record<string, Readonly<Record<string, Case>>>>;

/** Status and code of a refusal. The SDK leaves the body in the message, as it cannot read `RequestInfo`. */
export function refusalIn(error: {
  statusCode?: number;
  errorCode?: string;
  message: string;
}): unknown {
  if (error.statusCode === undefined) return error.message;
  const [, code] = /"error_code":"(\w+)"/.exec(error.message) ?? [];
  return [error.statusCode, code ?? error.errorCode];
}
