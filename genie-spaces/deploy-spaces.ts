import { inTurn } from './in-turn.ts';
import { knownWarehouse } from './known-warehouse.ts';
import type { GenieSpaces, WholeSpace } from '../adapters/databricks/genie-spaces.ts';
import { agents } from '../agents/index.ts';
import type { Config } from '../config/index.ts';
import type { Domain } from '../domain/domains.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { changesBetween } from './changes-between.ts';
import { countChanges, differenceLines } from './difference.ts';
import { listOnce } from './find-space.ts';
import type { FoundWorkspace } from './found-workspace.ts';
import { absentTables, leftOutLines, withoutTables } from './optional-tables.ts';
import { planSpace, planUpdate, problemsOf, type SpacePlan } from './plan-space.ts';
import { questionsFor, wantedSpace } from './wanted-space.ts';

export type DeployArguments = {
  /** In the order of the table of domains. */
  readonly domains: readonly Domain[];
  readonly dryRun: boolean;
  readonly adopt: boolean;
  readonly force: boolean;
};

type Deployment = {
  readonly workspace: FoundWorkspace;
  readonly databricks: Pick<Config['databricks'], 'spaces' | 'warehouseId'>;
  readonly catalogue: Catalogue;
  readonly args: DeployArguments;
  readonly say: (line: string) => void;
};
type Update = Extract<SpacePlan, { kind: 'update' }>;
type Creation = Extract<SpacePlan, { kind: 'create' }>;

/**
 * Brings the Genie spaces of a workspace in line with our files. First everything is read and
 * checked; where anything stands against it, nothing is written at all.
 *
 * Effect: HTTP; writes unless it is a dry run.
 *
 * @returns Whether every space is as it is to be, or, in a dry run, can be made so.
 */
export async function deploySpaces(deployment: Deployment): Promise<boolean> {
  const { workspace, databricks, args, say } = deployment;
  const { spaces } = workspace;
  say(`Genie spaces of ${workspace.name}${args.dryRun ? ' (dry run: nothing is written)' : ''}`);
  const list = listOnce(spaces);
  const plans: SpacePlan[] = [];
  const usable = await usableCatalogue(deployment);
  for (const domain of args.domains) {
    const wanted = wantedSpace(domain, usable);
    plans.push(
      await planSpace(wanted, { spaces, list, configured: databricks.spaces, adopt: args.adopt }),
    );
  }
  const problems = [...problemsOf(plans)];
  const warehouseId = await warehouseFor(deployment, plans, problems);
  if (problems.length > 0) {
    say(`Nothing was written:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    return false;
  }
  const done = await inTurn(plans, (plan) => carryOut(deployment, plan, warehouseId ?? ''), say);
  sayUnset(deployment, done);
  return done.length === plans.length && done.every(({ isDone }) => isDone);
}

/** The questions whose tables exist: a space that lists an absent table is refused. */
async function usableCatalogue(deployment: Deployment): Promise<Catalogue> {
  const { workspace, catalogue, args, say } = deployment;
  const questions = args.domains.flatMap((domain) => questionsFor(domain, catalogue));
  const warehouseId = await knownWarehouse(workspace, deployment.databricks);
  if (warehouseId === null) return catalogue;
  const looked = await absentTables(questions, (sql) => workspace.run(warehouseId, sql));
  if ('unknown' in looked) {
    say(`Not looked whether previews are there: ${looked.unknown}`);
    return catalogue;
  }
  leftOutLines({ ...catalogue, questions }, looked.absent).forEach(say);
  return withoutTables(catalogue, looked.absent);
}

type Done = { readonly domain: Domain; readonly isDone: boolean; readonly spaceId: string | null };

/** The warehouse of new spaces; null where none is needed, or where a problem was added. */
async function warehouseFor(
  { workspace, databricks }: Deployment,
  plans: readonly SpacePlan[],
  problems: string[],
): Promise<string | null> {
  if (plans.every(({ kind }) => kind !== 'create')) return null;
  if (databricks.warehouseId !== null) return databricks.warehouseId;
  const known = await workspace.spaces.warehouses().catch(() => []);
  const [first] = known;
  if (workspace.isLocal && first !== undefined) return first.id;
  const names = known.map(({ id, name }) => `${id} (${name})`).join(', ');
  problems.push(
    `DATABRICKS_WAREHOUSE_ID is not set, and a new space needs a SQL warehouse${names === '' ? '.' : `: ${names}.`}`,
  );
  return null;
}

async function carryOut(
  deployment: Deployment,
  plan: SpacePlan,
  warehouseId: string,
): Promise<Done> {
  if (plan.kind === 'create') return create(deployment, plan, warehouseId);
  // Problems have ended the run before.
  const { domain } = plan.wanted;
  if (plan.kind === 'problem') return { domain, isDone: false, spaceId: null };
  return { domain, isDone: await update(deployment, plan), spaceId: plan.read.spaceId };
}

async function create(
  { workspace, args, say }: Deployment,
  { wanted, space, changes }: Creation,
  warehouseId: string,
): Promise<Done> {
  const what = countChanges(changes).replaceAll(' added', '');
  if (args.dryRun) {
    say(`${wanted.domain}: would be created: ${what}`);
    return { domain: wanted.domain, isDone: true, spaceId: null };
  }
  const { title, description } = wanted;
  const serialized = JSON.stringify(space);
  const spaceId = await workspace.spaces.create({ title, description, warehouseId, serialized });
  say(`${wanted.domain}: created ${spaceId}: ${what}`);
  return { domain: wanted.domain, isDone: true, spaceId };
}

async function update({ workspace, args, say }: Deployment, plan: Update): Promise<boolean> {
  const { wanted, read, changes } = plan;
  if (changes.length === 0) {
    say(`${wanted.domain}: unchanged (${read.spaceId})`);
    return true;
  }
  const name = `${wanted.domain}: ${read.spaceId}`;
  if (args.dryRun) {
    say(`${name} would change: ${countChanges(changes)}`);
    differenceLines(changes).forEach(say);
    return true;
  }
  if ((await save(workspace.spaces, plan, read.etag)) === 'conflict') {
    const newest = await workspace.spaces.read(read.spaceId);
    if (!args.force) {
      sayConflict(name, read, newest, say);
      return false;
    }
    return overwrite({ workspace, args, say }, plan, newest);
  }
  say(`${name} changed: ${countChanges(changes)}`);
  differenceLines(changes).forEach(say);
  return true;
}

function save(spaces: GenieSpaces, { read, space, description }: Update, etag: string | null) {
  return spaces.update(read.spaceId, {
    serialized: JSON.stringify(space),
    ...(description === null ? {} : { description }),
    etag,
  });
}

/** Even then what somebody else has added since stays: our items are put into the newest state. */
async function overwrite(
  { workspace, args, say }: Pick<Deployment, 'workspace' | 'args' | 'say'>,
  { wanted, read }: Update,
  newest: WholeSpace,
): Promise<boolean> {
  const plan = planUpdate(wanted, newest, args.adopt);
  const problems = problemsOf([plan]);
  if (plan.kind !== 'update' || problems.length > 0) {
    say(problems.join('\n'));
    return false;
  }
  await save(workspace.spaces, plan, null);
  say(
    `${wanted.domain}: ${read.spaceId} changed over what was saved in between: ${countChanges(plan.changes)}`,
  );
  differenceLines(plan.changes).forEach(say);
  return true;
}

function sayConflict(
  name: string,
  read: WholeSpace,
  newest: WholeSpace,
  say: (line: string) => void,
): void {
  const between = changesBetween(read, newest);
  say(`${name} was saved by somebody else in between, and was not written:`);
  differenceLines(between).forEach(say);
  if (between.length === 0) say('  (nothing that we can see differs)');
  say('  Run this again to start from that state, or with --force.');
}

/** Settings that would name the spaces that were made, or were found by their marks. */
function sayUnset({ databricks, say }: Deployment, done: readonly Done[]): void {
  const unset = done.flatMap(({ domain, spaceId }) =>
    spaceId === null || databricks.spaces[domain] !== null
      ? []
      : [`${agents[domain].spaceSetting}=${spaceId}`],
  );
  if (unset.length > 0) say(['', 'For .env:', ...unset].join('\n'));
}
