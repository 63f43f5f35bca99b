import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load as parse } from 'js-yaml';
import { z } from 'zod';
import { type Domain, domains, isDomain } from '../../../../../domain/domains.ts';

const Value = z.union([z.string(), z.number(), z.date()]);
const Paraphrase = z.strictObject({
  ask: z.string().min(1),
  is: z.string().regex(/^[a-z]+\/[a-z_]+$/),
  with: z.record(z.string(), Value).default({}),
});
const Unanswerable = z.strictObject({
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
export type UnanswerableQuestion = { readonly space: Domain; readonly ask: string };

const read = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`paraphrases/${name}.yaml`, import.meta.url)), 'utf8'));

const toText = (value: z.infer<typeof Value>): string =>
  value instanceof Date ? value.toISOString() : String(value);

/** Questions by people who had seen neither wordings nor matcher. Effect: reads the files. */
export function readParaphrases(): Paraphrase[] {
  return domains.flatMap((domain) =>
    z
      .array(Paraphrase)
      .parse(read(domain))
      .map((one) => ({
        ...one,
        domain,
        with: Object.fromEntries(
          Object.entries(one.with).map(([name, value]) => [name, toText(value)]),
        ),
      })),
  );
}

/** Questions that no certified question of the space answers. Effect: reads the file. */
export const readUnanswerable = (): UnanswerableQuestion[] =>
  z.array(Unanswerable).parse(read('outside')) as UnanswerableQuestion[];
