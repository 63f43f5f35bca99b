import { accountId, type JobRow, jobPrincipalId } from './estate.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { recordJobUpdate } from './settings.ts';
import { addRow, dayMs, iso, overrideAt, randomFor, type World } from './world.ts';

/** The key of a job in `Overrides`. */
export const keyOf = (job: JobRow): string => `${job.workspace.id}/${job.id}`;

/** The team tag of a job at an instant; null when it has none. */
export const teamOf = (world: World, job: JobRow, ms: number): string | null =>
  overrideAt(world.overrides.untaggedJobs, keyOf(job), ms) === null ? job.team : null;

/** Job descriptions of before this instant have ids of people and no names. */
const namesSinceMs = Date.parse('2025-12-01T00:00:00Z');

/** The instant at which a job got its present name, if it had another one. */
const renamedMs = (world: World): number => world.startMs + 3 * dayMs;

/** Effect: adds the description that a job has from an instant on, and its ledger entry. */
export function addJobVersion(world: World, job: JobRow, changeMs: number): void {
  const isNamed = changeMs >= namesSinceMs;
  const name = changeMs < renamedMs(world) ? (job.formerName ?? job.name) : job.name;
  const team = teamOf(world, job, changeMs);
  world.facts.jobVersions.push({
    at: iso(changeMs),
    workspaceId: job.workspace.id,
    jobId: job.id,
    name,
    team,
    runAs: isNamed ? job.runAs : `principal id ${jobPrincipalId}`,
    isDeleted: false,
  });
  addRow(world, 'lakeflow.jobs', {
    account_id: accountId,
    workspace_id: job.workspace.id,
    job_id: job.id,
    name,
    description: null,
    creator_id: '5550001',
    tags: team === null ? null : { team },
    change_time: iso(changeMs),
    delete_time: null,
    run_as: jobPrincipalId,
    run_as_user_name: isNamed ? job.runAs : null,
    creator_user_name: isNamed ? 'ana@example.com' : null,
  });
}

/** Settings that an ordinary update of a job sets; none of them changes what its runs do. */
type Settings = Readonly<Record<string, unknown>>;
const harmless: readonly [Settings, ...Settings[]] = [
  { email_notifications: { on_failure: ['oncall@example.com'] } },
  { max_concurrent_runs: 2 },
  { description: 'See the runbook of the team' },
];

/**
 * The descriptions of a job over time, with the audit events of its ordinary updates.
 *
 * Effect: adds rows and ledger entries.
 */
export function addJobVersions(world: World, job: JobRow): void {
  const isOld = randomFor(world, 'described', job.workspace.id, job.id).chance(0.4);
  const describedMs = isOld && job.formerName === null ? namesSinceMs - dayMs : Infinity;
  addJobVersion(world, job, Math.min(world.startMs - 40 * dayMs, describedMs));
  if (job.formerName !== null) addJobVersion(world, job, renamedMs(world));
  for (const change of ordinaryChanges(world, 'edit', 'job', keyOf(job))) {
    addJobVersion(world, job, change.atMs);
    recordJobUpdate(world, change, job, drawn(harmless, change));
  }
}
