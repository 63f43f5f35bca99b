import type { AccessEntry, Identity, ListedSpace } from '../../adapters/databricks/inspector.ts';
import { agents } from '../../agents/index.ts';
import { AppError } from '../../domain/errors.ts';
import { hintFor } from '../../domain/hints.ts';
import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';
import type { Target } from './target.ts';

type SpaceIds = Readonly<Record<Domain, string | null>>;
export type WithSpaces = SignedIn & { readonly spaces: SpaceIds };

/** In ascending order; asking needs CAN_RUN. */
const levels = ['CAN_VIEW', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'];
const needed = levels.indexOf('CAN_RUN');
const words = (level: number): string => (levels[level] ?? '').replace('_', ' ');

/** The spaces of the local workspace have no settings; their titles contain the domain. */
function byTitle(listed: readonly ListedSpace[]): SpaceIds {
  const idOf = (domain: Domain): string | null =>
    listed.find(({ title }) => title.toLowerCase().includes(domain))?.spaceId ?? null;
  return Object.fromEntries(domains.map((domain) => [domain, idOf(domain)])) as SpaceIds;
}

/**
 * Whether we may use Genie's API, and which spaces are checked.
 *
 * Effect: one GET.
 */
export function checkGenie(
  { after }: Checker,
  { config, from }: Target,
  signedIn: Promise<Checked<SignedIn>>,
): Promise<Checked<WithSpaces>> {
  const defaultHint =
    'Run the doctor again in a minute; if it fails again, ask an administrator of the workspace.';
  return after(signedIn, { id: 'genie', title: 'Genie', defaultHint }, (found, signal) =>
    orRefused(found.caller, { kind: 'entitlement' }, async () => {
      const listed = await found.inspector.spaces(signal);
      const spaces = from.workspace === 'stack' ? byTitle(listed) : config.databricks.spaces;
      if (domains.every((domain) => spaces[domain] === null)) {
        const settings = domains.map((domain) => agents[domain].spaceSetting).join(', ');
        return fail('No Genie space is configured.', `Set one at least: ${settings}`);
      }
      const count = listed.length === 1 ? 'one space' : `${listed.length} spaces`;
      return ok(`We can see ${count}.`, { ...found, spaces });
    }),
  );
}

/**
 * Whether we may ask a domain's space, by its permissions; Genie is not asked a question.
 *
 * Effect: two GETs.
 */
export function checkSpace(
  { after }: Checker,
  genie: Promise<Checked<WithSpaces>>,
  domain: Domain,
): Promise<Checked<ListedSpace>> {
  const defaultHint = 'Run the doctor again in a minute.';
  const info = { id: `space.${domain}`, title: `Space ${domain}`, defaultHint };
  return after(genie, info, async ({ inspector, caller, me, spaces }, signal) => {
    const spaceId = spaces[domain];
    const setting = agents[domain].spaceSetting;
    if (spaceId === null) {
      const hint = `Set ${setting}; if there is no such space yet: npm run genie:deploy -- --domains ${domain}`;
      return warn(`${setting} is not set.`, hint);
    }
    const run = { kind: 'run', spaceId } as const;
    const readSpace = async (): Promise<Finding<ListedSpace>> => {
      const [space, access] = await Promise.all([
        inspector.space(spaceId, signal),
        inspector.spaceAccess(spaceId, signal).catch(hiddenList),
      ]);
      const level = levelOf(access, me);
      if (level >= needed) return ok(`${space.title}: ${words(level)}.`, space);
      if (level >= 0) {
        return fail(`${space.title}: only ${words(level)}.`, hintFor(run, caller));
      }
      const unknown = warn(
        `${space.title} exists; we may not read its permissions.`,
        `If a question is denied: ${hintFor(run, caller)}`,
      );
      return { ...unknown, value: space };
    };
    return orRefused(caller, run, readSpace, { kind: 'space', spaceId, setting });
  });
}

/** We may be allowed to ask without being allowed to read the permissions. */
function hiddenList(error: unknown): readonly AccessEntry[] {
  const isClosed =
    error instanceof AppError && (error.code === 'auth.denied' || error.code === 'input.not_found');
  if (isClosed) return [];
  throw error;
}

/** Our highest level, by name or by a group that we are in; -1 for none. */
function levelOf(access: readonly AccessEntry[], { name, groups }: Identity): number {
  const mine = access.filter(
    ({ principal, group }) => principal === name || (group !== null && groups.includes(group)),
  );
  return Math.max(-1, ...mine.flatMap((entry) => entry.levels.map((one) => levels.indexOf(one))));
}
