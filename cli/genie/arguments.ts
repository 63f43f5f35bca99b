import { parseArgs } from 'node:util';
import { domains, isDomain } from '../../domain/domains.ts';
import type { DeployArguments } from '../../genie-spaces/deploy-spaces.ts';
import type { ExportArguments } from '../../genie-spaces/export-space.ts';
import { orUsage, UsageError } from '../usage-error.ts';

/** The usage of `genie:deploy`. */
export const deployUsage = `npm run genie:deploy -- [--dry-run] [--domains cost,reliability] [--adopt] [--force]
  --dry-run   shows what would change and writes nothing
  --domains   only these of ${domains.join(', ')}
  --adopt     also changes configured spaces that genie:deploy has never written
  --force     writes even when somebody has saved the space in between`;

/** The usage of `dashboards:deploy`. */
export const dashboardsUsage = `npm run dashboards:deploy -- [--dry-run] [--domains cost,reliability] [--adopt] [--force]
  --dry-run   shows what would change and writes nothing
  --domains   only these of ${domains.join(', ')}
  --adopt     also changes configured dashboards that dashboards:deploy has never written
  --force     writes even when somebody has saved the dashboard in between`;

/** The usage of `genie:export`. */
export const exportUsage = `npm run genie:export -- <domain or space id> [--out folder] [--force]
  --out       where the files go (default: genie-export/<domain or space id>)
  --force     overwrites existing files`;

const flag = { type: 'boolean', default: false } as const;

/**
 * Reads the command line of `genie:deploy`, and of `dashboards:deploy`, which takes the same.
 *
 * @throws {UsageError}
 */
export function readDeployArguments(args: readonly string[], usage = deployUsage): DeployArguments {
  const options = {
    'dry-run': flag,
    domains: { type: 'string' },
    adopt: flag,
    force: flag,
  } as const;
  const { values } = orUsage(usage, () => parseArgs({ args: [...args], options }));
  const { domains: named, adopt, force } = values;
  const asked = named?.split(',').map((name) => name.trim()) ?? domains;
  const unknown = asked.filter((name) => !isDomain(name));
  if (unknown.length > 0) {
    const names = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new UsageError(`--domains: ${names} is not a domain.`, usage);
  }
  const chosen = domains.filter((domain) => asked.includes(domain));
  return { domains: chosen, dryRun: values['dry-run'], adopt, force };
}

/**
 * Reads the command line of `genie:export`.
 *
 * @throws {UsageError}
 */
export function readExportArguments(args: readonly string[]): ExportArguments {
  const options = { out: { type: 'string' }, force: flag } as const;
  const { values, positionals } = orUsage(exportUsage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [space, ...rest] = positionals;
  if (space === undefined || rest.length > 0)
    throw new UsageError('Which space? Name one domain or one space id.', exportUsage);
  if (!/^[\w-]+$/.test(space))
    throw new UsageError(
      `${JSON.stringify(space)} is neither a domain nor a space id.`,
      exportUsage,
    );
  return { space, out: values.out ?? null, force: values.force };
}
