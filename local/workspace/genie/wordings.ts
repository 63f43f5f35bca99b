import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Domain, forEachDomain } from '../../../domain/domains.ts';

const Lists = z.record(z.string(), z.array(z.string().min(1)));
type Lists = Readonly<Record<string, readonly string[]>>;

/** What knownPrincipals say, whole or in pieces. */
export type Wordings = {
  /** Domain → name of a certified question → how knownPrincipals ask it, beside its header. */
  readonly of: Readonly<Record<Domain, Lists>>;
  /** Domain, or `everywhere` → what knownPrincipals ask there that no certified question answers. */
  readonly outOfReach: Lists;
  readonly all: readonly string[];
};

/** A domain need not have wordings beside its headers. */
function read(name: string): Lists {
  const file = fileURLToPath(new URL(`wordings/${name}.yaml`, import.meta.url));
  if (!existsSync(file)) return {};
  return Lists.parse(parse(readFileSync(file, 'utf8')));
}

/** Effect: reads the files of the folder `wordings`. */
export function readWordings(): Wordings {
  const of = forEachDomain(read);
  const outOfReach = read('out-of-reach');
  const all = [...Object.values(of), outOfReach].flatMap((lists) => Object.values(lists).flat());
  return { of, outOfReach, all };
}
