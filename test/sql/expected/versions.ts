import { grouped } from './check.ts';

type Version = { readonly at: string };

const inTurn = <T extends Version>(versions: readonly T[]): T[] =>
  versions.toSorted((left, right) => (left.at < right.at ? -1 : Number(left.at > right.at)));

/** The newest description of each thing, by its name. */
export function newestBy<T extends Version>(
  versions: readonly T[],
  key: (version: T) => string,
): Map<string, T> {
  return new Map(inTurn(versions).map((version) => [key(version), version]));
}

/** Every description that followed another one of the same thing, with the one before it. */
export function successions<T extends Version>(
  versions: readonly T[],
  key: (version: T) => string,
): { readonly before: T; readonly after: T }[] {
  return [...grouped(inTurn(versions), key).values()].flatMap((group) =>
    group.flatMap((after, index) => {
      const before = group[index - 1];
      return before === undefined ? [] : [{ before, after }];
    }),
  );
}
