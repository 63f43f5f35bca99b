import { inTurn } from '../genie-spaces/in-turn.ts';
import { knownWarehouse } from '../genie-spaces/known-warehouse.ts';
import type { Dashboards } from '../adapters/databricks/dashboards.ts';
import type { Config } from '../config/index.ts';
import type { Domain } from '../domain/domains.ts';
import type { DeployArguments } from '../genie-spaces/deploy-spaces.ts';
import type { FoundWorkspace } from '../genie-spaces/found-workspace.ts';
import { absentTables, leftOutLines, withoutTables } from '../genie-spaces/optional-tables.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { type DashboardFile, questionOf } from '../sql/dashboards.ts';
import { changeLines, countChanges } from './merge.ts';
import { type DashboardPlan, planDashboard, planUpdate } from './plan-dashboard.ts';
import { wantedDashboard } from './wanted-dashboard.ts';

type Deployment = {
  readonly workspace: FoundWorkspace & { readonly dashboards: Dashboards };
  readonly databricks: Pick<Config['databricks'], 'dashboards' | 'warehouseId'>;
  readonly catalogue: Catalogue;
  readonly files: Readonly<Record<Domain, DashboardFile>>;
  readonly args: DeployArguments;
  readonly say: (line: string) => void;
};
type Update = Extract<DashboardPlan, { kind: 'update' }>;
type Creation = Extract<DashboardPlan, { kind: 'create' }>;
type Done = { readonly domain: Domain; readonly isDone: boolean; readonly id: string | null };

/**
 * Brings the dashboards of a workspace in line with our files. First everything is read and checked;
 * where anything stands against it, nothing is written at all.
 *
 * Effect: HTTP; writes unless it is a dry run.
 *
 * @returns Whether every dashboard is as it is to be, or, in a dry run, can be made so.
 */
export async function deployDashboards(deployment: Deployment): Promise<boolean> {
  const { workspace, databricks, files, args, say } = deployment;
  const { dashboards } = workspace;
  say(`Dashboards of ${workspace.name}${args.dryRun ? ' (dry run: nothing is written)' : ''}`);
  const warehouseId = await knownWarehouse(workspace, databricks);
  const usable = await usableCatalogue(deployment, warehouseId);
  const plans: DashboardPlan[] = [];
  for (const domain of args.domains) {
    const wanted = wantedDashboard(domain, files[domain], usable);
    const configured = databricks.dashboards;
    plans.push(await planDashboard(wanted, { dashboards, configured, adopt: args.adopt }));
  }
  const problems = problemsOf(plans, warehouseId);
  if (problems.length > 0) {
    say(`Nothing was written:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    return false;
  }
  const done = await inTurn(plans, (plan) => carryOut(deployment, plan, warehouseId ?? ''), say);
  sayUnset(deployment, done);
  return done.length === plans.length && done.every(({ isDone }) => isDone);
}

function problemsOf(plans: readonly DashboardPlan[], warehouseId: string | null): string[] {
  const isNeeded = plans.some(({ kind }) => kind === 'create');
  return [
    ...plans.flatMap((plan) =>
      plan.kind === 'problem' ? [`${plan.wanted.domain}: ${plan.message}`] : [],
    ),
    ...(isNeeded && warehouseId === null
      ? ['DATABRICKS_WAREHOUSE_ID is not set, and a new dashboard needs a SQL warehouse.']
      : []),
  ];
}

/** The questions whose tables exist: a tile over an absent table would only show an error. */
async function usableCatalogue(
  { workspace, catalogue, files, args, say }: Deployment,
  warehouseId: string | null,
): Promise<Catalogue> {
  if (warehouseId === null) return catalogue;
  const tiles = args.domains.flatMap((domain) => files[domain].rows.flat());
  const questions = tiles
    .map((tile) => questionOf(catalogue, tile))
    .filter((question): question is CertifiedQuestion => question !== null);
  const looked = await absentTables(questions, (sql) => workspace.run(warehouseId, sql));
  if ('unknown' in looked) {
    say(`Not looked whether previews are there: ${looked.unknown}`);
    return catalogue;
  }
  leftOutLines({ ...catalogue, questions }, looked.absent).forEach(say);
  return withoutTables(catalogue, looked.absent);
}

async function carryOut(
  deployment: Deployment,
  plan: DashboardPlan,
  warehouseId: string,
): Promise<Done> {
  if (plan.kind === 'create') return create(deployment, plan, warehouseId);
  const { domain } = plan.wanted;
  // Problems have ended the run before.
  if (plan.kind === 'problem') return { domain, isDone: false, id: null };
  return { domain, isDone: await update(deployment, plan), id: plan.read.dashboardId };
}

async function create(
  { workspace: { dashboards }, args, say }: Deployment,
  { wanted, content, changes }: Creation,
  warehouseId: string,
): Promise<Done> {
  const { domain, title } = wanted;
  const what = countChanges(changes).replaceAll(' added', '');
  if (args.dryRun) {
    say(`${domain}: would be created: ${what}`);
    return { domain, isDone: true, id: null };
  }
  const serialized = JSON.stringify(content);
  const id = await dashboards.create({ title, warehouseId, serialized });
  await dashboards.publish(id, warehouseId);
  say(`${domain}: created and published ${id}: ${what}`);
  return { domain, isDone: true, id };
}

async function update({ workspace, args, say }: Deployment, plan: Update): Promise<boolean> {
  const { dashboards } = workspace;
  const { wanted, read, changes } = plan;
  const name = `${wanted.domain}: ${read.dashboardId}`;
  const isPublished = await dashboards.isPublished(read.dashboardId);
  if (changes.length === 0 && isPublished) {
    say(`${wanted.domain}: unchanged (${read.dashboardId})`);
    return true;
  }
  const what = changes.length === 0 ? 'not published yet' : countChanges(changes);
  if (args.dryRun) {
    say(`${name} would change: ${what}`);
    changeLines(changes).forEach(say);
    return true;
  }
  if (changes.length > 0 && !(await save(dashboards, plan, args, say))) return false;
  await dashboards.publish(read.dashboardId, read.warehouseId);
  say(`${name} changed and published: ${what}`);
  changeLines(changes).forEach(say);
  return true;
}

/** With `--force` what somebody else has saved since stays: ours is put into the newest state. */
async function save(
  dashboards: Dashboards,
  { wanted, read, content }: Update,
  { adopt, force }: DeployArguments,
  say: (line: string) => void,
): Promise<boolean> {
  const change = { serialized: JSON.stringify(content), etag: read.etag };
  if ((await dashboards.update(read.dashboardId, change)) === 'saved') return true;
  const name = `${wanted.domain}: ${read.dashboardId}`;
  if (!force) {
    say(`${name} was saved by somebody else in between, and was not written.`);
    say('  Run this again to start from that state, or with --force.');
    return false;
  }
  const plan = planUpdate(wanted, await dashboards.read(read.dashboardId), adopt);
  if (plan.kind !== 'update') {
    say(`${name}: ${plan.kind === 'problem' ? plan.message : 'it is gone.'}`);
    return false;
  }
  const serialized = JSON.stringify(plan.content);
  return (await dashboards.update(read.dashboardId, { serialized, etag: null })) === 'saved';
}

/** The setting that would name the dashboards that were made, or were found by their titles. */
function sayUnset({ databricks, say }: Deployment, done: readonly Done[]): void {
  const all = done.flatMap(({ domain, id }) => (id === null ? [] : [`${domain}=${id}`]));
  if (done.every(({ domain, id }) => id === null || databricks.dashboards[domain] !== null)) return;
  say(['', 'For .env:', `DASHBOARDS="${all.join(';')}"`].join('\n'));
}
