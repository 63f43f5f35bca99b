import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

/** The histories of this version; a later one gets a name of its own, and these stay. */
export const thisVersion = 'with rounds';

export type Recorded = {
  readonly version: string;
  readonly name: string;
  readonly history: { readonly events: readonly object[] };
};

/** What a replay does not read, and what differs from run to run. */
const unread = new Set([
  'taskId',
  'identity',
  'requestId',
  'header',
  'workerVersion',
  'meteringMetadata',
  'historySizeBytes',
  'userMetadata',
  'firstExecutionRunId',
  'originalExecutionRunId',
  'prevAutoResetPoints',
  'cronSchedule',
  'visibilityTaskQueue',
  'stackTrace',
]);

/** A line of `histories.jsonl`. Pure. */
export function recordedLine(
  name: string,
  history: Parameters<typeof historyToJSON>[0],
  version = thisVersion,
): string {
  const recorded = {
    version,
    name,
    history: JSON.parse(historyToJSON(history)) as object,
  };
  return `${JSON.stringify(recorded, (key, value: unknown) => (unread.has(key) ? undefined : value))}\n`;
}
