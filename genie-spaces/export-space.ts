import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { agents } from '../agents/index.ts';
import type { Config } from '../config/index.ts';
import { type Domain, domains, isDomain } from '../domain/domains.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { exportFiles } from './export-files.ts';
import { markedSpace } from './find-space.ts';
import type { FoundWorkspace } from './found-workspace.ts';
import { readSpace } from './serialized-space.ts';
import { markOf, pathOf } from './wanted-space.ts';
import { writeFiles } from './write-files.ts';

export type ExportArguments = {
  /** A domain, or the id of a space. */
  readonly space: string;
  readonly out: string | null;
  readonly force: boolean;
};

type Export = {
  readonly workspace: Pick<FoundWorkspace, 'spaces' | 'name'>;
  readonly configured: Config['databricks']['spaces'];
  readonly catalogue: Catalogue;
  readonly args: ExportArguments;
  readonly say: (line: string) => void;
};

const sourceOf = (question: CertifiedQuestion): string =>
  readFileSync(fileURLToPath(new URL(`../${pathOf(question)}`, import.meta.url)), 'utf8');

async function spaceIdOf({ workspace, configured, args }: Export): Promise<string> {
  const { space } = args;
  if (!isDomain(space)) return space;
  const found = configured[space] ?? markedSpace(await workspace.spaces.list(), space);
  if (found !== null) return found;
  throw new Error(
    `There is no space of ${space}: ${agents[space].spaceSetting} is not set and no space carries the mark ${markOf(space)}.`,
  );
}

/** By what was asked for, else by the settings, else by the mark. */
function domainOf(
  { args, configured }: Export,
  spaceId: string,
  description: string,
): Domain | null {
  if (isDomain(args.space)) return args.space;
  return (
    domains.find((domain) => configured[domain] === spaceId) ??
    domains.find((domain) => description.includes(markOf(domain))) ??
    null
  );
}

/**
 * Writes a Genie space back as files.
 *
 * Effect: HTTP, reads only; writes files.
 *
 * @returns False when files stand in the way.
 */
export async function exportSpace(given: Export): Promise<boolean> {
  const { workspace, catalogue, args, say } = given;
  say(`Genie spaces of ${workspace.name}`);
  const spaceId = await spaceIdOf(given);
  const whole = await workspace.spaces.read(spaceId);
  const space = readSpace(whole.serialized);
  if (space === null) throw new Error(`The space ${spaceId} is in a form that we do not know.`);
  const domain = domainOf(given, spaceId, whole.description);
  const files = exportFiles(whole, space, domain, { catalogue, sourceOf });
  const folder = args.out ?? `genie-export/${domain ?? spaceId}`;
  const done = writeFiles(folder, files, args.force);
  if ('inTheWay' in done) {
    const paths = done.inTheWay.map((path) => `  ${path}`).join('\n');
    say(`Nothing was written: ${folder} has other files of these names.\n${paths}`);
    say('Name another folder with --out, or overwrite them with --force.');
    return false;
  }
  say(`${spaceId}: ${done.written} files written to ${folder}, ${done.unchanged} unchanged`);
  return true;
}
