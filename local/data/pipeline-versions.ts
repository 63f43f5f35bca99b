import { accountId } from './estate.ts';
import { type PipelineRow, pipelines } from './estate-pipelines.ts';
import { drawn, ordinaryChanges } from './ordinary-changes.ts';
import { recordPipelineEdit } from './settings.ts';
import { addRow, dayMs, iso, type World } from './world.ts';

type Version = { readonly atMs: number; readonly name?: string; readonly deletedMs?: number };

/** Effect: adds the description that a pipeline has from an instant on. */
export function addPipelineVersion(world: World, pipeline: PipelineRow, version: Version): void {
  const { atMs, name = pipeline.name, deletedMs } = version;
  addRow(world, 'lakeflow.pipelines', {
    account_id: accountId,
    workspace_id: pipeline.workspace.id,
    pipeline_id: pipeline.id,
    pipeline_type: 'ETL_PIPELINE',
    name,
    created_by: 'ana@example.com',
    run_as: pipeline.runAs,
    tags: pipeline.team === null ? null : { team: pipeline.team },
    settings: {
      photon: true,
      development: false,
      continuous: false,
      serverless: true,
      edition: 'ADVANCED',
      channel: 'CURRENT',
    },
    configuration: {},
    change_time: iso(atMs),
    delete_time: deletedMs === undefined ? null : iso(deletedMs),
  });
}

/** Settings that an ordinary edit of a pipeline sets; none of them changes what its updates do. */
type Settings = Readonly<Record<string, string>>;
const harmless: readonly [Settings, ...Settings[]] = [
  { notifications: '[{"email_recipients":["oncall@example.com"],"alerts":["on-update-failure"]}]' },
  { edition: 'ADVANCED' },
];

/**
 * The descriptions of a pipeline over time: a draft, its present name, and ordinary edits with their audit
 * events.
 *
 * Effect: adds rows.
 */
export function addPipelineVersions(world: World, pipeline: PipelineRow): void {
  const draft = `${pipeline.name} (draft)`;
  addPipelineVersion(world, pipeline, { atMs: world.startMs - 40 * dayMs, name: draft });
  addPipelineVersion(world, pipeline, { atMs: world.startMs - 30 * dayMs });
  for (const change of ordinaryChanges(world, 'edit', 'pipeline', pipeline.id)) {
    addPipelineVersion(world, pipeline, change);
    recordPipelineEdit(world, change, pipeline, drawn(harmless, change));
  }
}

/** Effect: adds a pipeline that was deleted before the data begins. */
export function addDeletedPipeline(world: World): void {
  const [first] = pipelines;
  if (first === undefined) return;
  addPipelineVersion(
    world,
    { ...first, id: '5b0c7a10-0009-4e2f-8a11-90d1c2b3a409' },
    {
      atMs: world.startMs - 90 * dayMs,
      name: 'old_payments_stream',
      deletedMs: world.startMs - 30 * dayMs,
    },
  );
}
