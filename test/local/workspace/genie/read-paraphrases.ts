import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Domain, domains, isDomain } from '../../../../domain/domains.ts';

const Value = z.union([z.string(), z.number(), z.date()]);
const Paraphrase = z.strictObject({
  ask: z.string().min(1),
  is: z.string().regex(/^[a-z]+\/[a-z_]+$/),
  with: z.record(z.string(), Value).default({}),
});
const Outside = z.strictObject({
  space: z.string().refine(isDomain),
  ask: z.string().min(1),
  because: z.string().min(1),
});

export type Paraphrase = {
  readonly domain: Domain;
  readonly ask: string;
  readonly is: string;
  /** Parameters that differ from the header's default. */
  readonly with: Readonly<Record<string, string>>;
};
export type OutsideQuestion = { readonly space: Domain; readonly ask: string };

/** `check` is kept apart to measure with; `tune` may be looked at by whoever makes Genie better. */
export type Half = 'tune' | 'check';

const read = (half: Half, name: string): unknown =>
  parse(
    readFileSync(
      fileURLToPath(new URL(`paraphrases/${half}/${name}.yaml`, import.meta.url)),
      'utf8',
    ),
  );

const written = (value: z.infer<typeof Value>): string =>
  value instanceof Date ? value.toISOString() : String(value);

/** Effect: reads the files of a half. */
export function readParaphrases(half: Half): Paraphrase[] {
  return domains.flatMap((domain) =>
    z
      .array(Paraphrase)
      .parse(read(half, domain))
      .map((one) => ({
        ...one,
        domain,
        with: Object.fromEntries(
          Object.entries(one.with).map(([name, value]) => [name, written(value)]),
        ),
      })),
  );
}

/** Questions that no certified question of the space answers. Effect: reads the file of a half. */
export const readOutside = (half: Half): OutsideQuestion[] =>
  z.array(Outside).parse(read(half, 'outside')) as OutsideQuestion[];
