import { accountId } from './estate.ts';
import { type PipelineRow, pipelines } from './estate-pipelines.ts';
import { tables } from './estate-tables.ts';
import { recordLineage } from './lineage.ts';
import { ordinaryChanges } from './ordinary-changes.ts';
import { addDeletedPipeline, addPipelineVersions } from './pipeline-versions.ts';
import { hexId } from './random.ts';
import { recordUpdateStart } from './settings.ts';
import { hourSlices } from './timeline.ts';
import { recordUsage } from './usage.ts';
import {
  addRow,
  overrideAt,
  daysOf,
  floorDay,
  hourMs,
  iso,
  minuteMs,
  randomFor,
  type World,
} from './world.ts';

export type Update = {
  readonly pipeline: PipelineRow;
  readonly startMs: number;
  readonly endMs: number;
  readonly result: 'COMPLETED' | 'FAILED' | 'CANCELED';
  readonly fullRefresh: boolean;
};

function addSlice(
  world: World,
  update: Update,
  updateId: string,
  slice: readonly [number, number],
): void {
  const { pipeline } = update;
  const [fromMs, toMs] = slice;
  addRow(world, 'lakeflow.pipeline_update_timeline', {
    account_id: accountId,
    workspace_id: pipeline.workspace.id,
    pipeline_id: pipeline.id,
    update_id: updateId,
    update_type: update.fullRefresh ? 'FULL_REFRESH' : 'REFRESH',
    request_id: hexId('request', updateId),
    run_as_user_name: pipeline.runAs,
    trigger_type: 'JOB_TASK',
    result_state: toMs === update.endMs ? update.result : null,
    compute: { type: 'SERVERLESS' },
    period_start_time: iso(fromMs),
    period_end_time: iso(toMs),
    refresh_selection: [],
    full_refresh_selection: [],
    reset_checkpoint_selection: [],
  });
  recordUsage(world, {
    workspace: pipeline.workspace,
    product: 'DLT',
    startMs: fromMs,
    endMs: toMs,
    quantity: Math.round((pipeline.dbuPerHour * 10_000 * (toMs - fromMs)) / hourMs),
    metadata: {
      dlt_pipeline_id: pipeline.id,
      dlt_update_id: updateId,
      // On classic compute usage names the cluster of the pipeline too.
      ...(pipeline === pipelines[0] ? { cluster_id: `pipeline-${pipeline.id.slice(0, 13)}` } : {}),
    },
    team: pipeline.team,
    runAs: pipeline.runAs,
  });
}

/**
 * Records one update, split at full hours; only the last slice has the result.
 *
 * Effect: adds timeline, usage and lineage rows and one ledger entry.
 */
export function recordUpdate(world: World, update: Update): void {
  const { pipeline, startMs, endMs, result, fullRefresh } = update;
  if (startMs >= world.nowMs) return;
  const updateId = hexId('update', pipeline.id, startMs, String(fullRefresh));
  for (const slice of hourSlices(startMs, Math.min(endMs, world.nowMs)))
    addSlice(world, update, updateId, slice);
  const ended = endMs <= world.nowMs;
  world.facts.pipelineUpdates.push({
    workspaceId: pipeline.workspace.id,
    pipelineId: pipeline.id,
    updateId,
    startedAt: iso(startMs),
    endedAt: ended ? iso(endMs) : null,
    result: ended ? result : null,
    fullRefresh,
  });
  if (!ended || result !== 'COMPLETED') return;
  for (const table of tables.filter((candidate) => candidate.pipeline === pipeline))
    for (const source of table.sources.length === 0 ? [null] : table.sources)
      recordLineage(world, {
        workspace: pipeline.workspace,
        kind: 'PIPELINE',
        entityId: pipeline.id,
        source,
        target: table.fullName,
        by: pipeline.runAs,
        atMs: endMs - 1000,
      });
}

function recordScheduledUpdate(world: World, pipeline: PipelineRow, startMs: number): void {
  const random = randomFor(world, 'update', pipeline.id, startMs);
  const minutes = Math.round(random.lognormal(pipeline.minutes, 0.2));
  const failsByChance = random.chance(pipeline.failRate);
  const isCancelled = random.chance(0.01);
  const fails =
    failsByChance || overrideAt(world.overrides.failingPipelines, pipeline.id, startMs) !== null;
  const endMs = startMs + (fails ? 3 : minutes) * minuteMs + random.between(0, 59) * 1000;
  const result = fails ? 'FAILED' : isCancelled ? 'CANCELED' : 'COMPLETED';
  recordUpdate(world, { pipeline, startMs, endMs, result, fullRefresh: false });
}

/** Updates that people start by hand between the scheduled ones; one in four refreshes the pipeline in full. */
function recordHandStarts(world: World, pipeline: PipelineRow): void {
  for (const change of ordinaryChanges(world, 'start', 'pipeline', pipeline.id)) {
    const fullRefresh = change.draw < 0.25;
    // Between any two scheduled updates of every pipeline.
    const startMs = floorDay(change.atMs) + (change.draw < 0.6 ? 9 : 15) * hourMs + 45 * minuteMs;
    const endMs = startMs + pipeline.minutes * (fullRefresh ? 2 : 1) * minuteMs;
    recordUpdateStart(world, { ...change, atMs: startMs - 5000 }, pipeline, fullRefresh);
    recordUpdate(world, { pipeline, startMs, endMs, result: 'COMPLETED', fullRefresh });
  }
}

/**
 * Generates pipelines, including renamed and deleted ones, their scheduled updates and those that people
 * start.
 *
 * Effect: adds rows and ledger entries.
 */
export function generatePipelines(world: World): void {
  for (const pipeline of pipelines) {
    addPipelineVersions(world, pipeline);
    for (const dayStart of daysOf(world))
      for (let hour = 0; hour < 24; hour += pipeline.everyHours)
        recordScheduledUpdate(world, pipeline, dayStart + hour * hourMs + 10 * minuteMs);
    recordHandStarts(world, pipeline);
  }
  addDeletedPipeline(world);
}
