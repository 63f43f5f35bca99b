import type { AccessEntry, Identity, ListedSpace } from '../../adapters/databricks/inspector.ts';
import { agents } from '../../agents/index.ts';
import { AppError } from '../../domain/errors.ts';
import { hintFor } from '../../domain/hints.ts';
import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Done, Seen } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';
import type { Target } from './target.ts';

type SpaceIds = Readonly<Record<Domain, string | null>>;
export type WithSpaces = SignedIn & { readonly spaces: SpaceIds };

/** From here on a principal may ask. */
const levels = ['CAN_VIEW', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'];
const needed = levels.indexOf('CAN_RUN');
const words = (level: number): string => (levels[level] ?? '').replace('_', ' ');

/** The local workspace's own: their ids are no settings, their titles have the domain's word. */
function byTitle(listed: readonly ListedSpace[]): SpaceIds {
  const idOf = (domain: Domain): string | null =>
    listed.find(({ title }) => title.toLowerCase().includes(domain))?.spaceId ?? null;
  return Object.fromEntries(domains.map((domain) => [domain, idOf(domain)])) as SpaceIds;
}

/**
 * Whether Genie's API is open to us, and which spaces are to be asked.
 *
 * Effect: one GET.
 */
export function checkGenie(
  { after }: Checker,
  { config, from }: Target,
  signedIn: Promise<Done<SignedIn>>,
): Promise<Done<WithSpaces>> {
  const otherwise = 'Wait a minute and look again; when it stays so, ask who runs the workspace.';
  return after(signedIn, { id: 'genie', title: 'Genie', otherwise }, (found, signal) =>
    orRefused(found.caller, { of: 'entitlement' }, async () => {
      const listed = await found.inspector.spaces(signal);
      const spaces = from.workspace === 'stack' ? byTitle(listed) : config.databricks.spaces;
      if (domains.every((domain) => spaces[domain] === null)) {
        const settings = domains.map((domain) => agents[domain].spaceSetting).join(', ');
        return fail('No Genie space is configured.', `Set one at least: ${settings}`);
      }
      const count = listed.length === 1 ? 'one space' : `${listed.length} spaces`;
      return ok(`It shows us ${count}.`, { ...found, spaces });
    }),
  );
}

/**
 * Whether a domain's space may be asked, without asking it: by the list of who may do what.
 *
 * Effect: two GETs.
 */
export function checkSpace(
  { after }: Checker,
  genie: Promise<Done<WithSpaces>>,
  domain: Domain,
): Promise<Done<ListedSpace>> {
  const otherwise = 'Wait a minute and look again.';
  const about = { id: `space.${domain}`, title: `Space ${domain}`, otherwise };
  return after(genie, about, async ({ inspector, caller, me, spaces }, signal) => {
    const spaceId = spaces[domain];
    const setting = agents[domain].spaceSetting;
    if (spaceId === null) {
      const hint = `Set ${setting}; where there is no such space yet: npm run genie:deploy -- --domains ${domain}`;
      return warn(`${setting} is not set.`, hint);
    }
    const run = { of: 'run', spaceId } as const;
    const look = async (): Promise<Seen<ListedSpace>> => {
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
        `${space.title} is there; who may ask it is not shown to us.`,
        `If a question is denied: ${hintFor(run, caller)}`,
      );
      return { ...unknown, value: space };
    };
    return orRefused(caller, run, look, { of: 'space', spaceId, setting });
  });
}

/** The list itself may be closed to us, which says nothing about the space. */
function hiddenList(error: unknown): readonly AccessEntry[] {
  const isClosed =
    error instanceof AppError && (error.code === 'auth.denied' || error.code === 'input.not_found');
  if (isClosed) return [];
  throw error;
}

/** The best that we have by name or by a group that we know to be in; -1 when that is nothing. */
function levelOf(access: readonly AccessEntry[], { name, groups }: Identity): number {
  const mine = access.filter(
    ({ principal, group }) => principal === name || (group !== null && groups.includes(group)),
  );
  return Math.max(-1, ...mine.flatMap((entry) => entry.levels.map((one) => levels.indexOf(one))));
}
