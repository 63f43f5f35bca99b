import type { Client } from '@temporalio/client';
import type { ProductArm } from '../arms/product.ts';
import type { ActivitySpan, Traced } from './critical-path.ts';

/**
 * Asks the question once and reads from the workflow's history when each step ran.
 *
 * Effect: asks; reads the history after the workflow has ended.
 */
export async function traceQuestion(client: Client, product: ProductArm): Promise<Traced> {
  const askedMs = performance.timeOrigin + performance.now();
  await product.ask();
  const answeredMs = performance.timeOrigin + performance.now();
  await product.settle();
  const { events } = await client.workflow.getHandle(product.workflowId()).fetchHistory();
  return { askedMs, answeredMs, ...readHistory(events ?? []) };
}

type Time = { readonly seconds?: unknown; readonly nanos?: unknown } | null;
type Attributes = { readonly scheduledEventId?: unknown } | null;

/** The part of a history event that is read; numbers of 64 bits come as objects of a library. */
type HistoryEvent = {
  readonly eventId?: unknown;
  readonly eventTime?: Time;
  readonly activityTaskScheduledEventAttributes?: {
    readonly activityType?: { readonly name?: string | null } | null;
  } | null;
  readonly activityTaskStartedEventAttributes?: Attributes;
  readonly activityTaskCompletedEventAttributes?: Attributes;
};

const toMs = (time: Time | undefined): number =>
  Number(time?.seconds ?? 0) * 1_000 + Number(time?.nanos ?? 0) / 1_000_000;

/** When the workflow started, and its activities that completed. Pure. */
export function readHistory(
  events: readonly HistoryEvent[],
): Pick<Traced, 'startedMs' | 'activities'> {
  const scheduled = new Map<string, { name: string; scheduledMs: number }>();
  const started = new Map<string, number>();
  const activities: ActivitySpan[] = [];
  for (const event of events) {
    const atMs = toMs(event.eventTime);
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    if (name) scheduled.set(String(event.eventId), { name, scheduledMs: atMs });
    const begun = event.activityTaskStartedEventAttributes;
    if (begun) started.set(String(begun.scheduledEventId), atMs);
    const completed = event.activityTaskCompletedEventAttributes;
    const id = String(completed?.scheduledEventId);
    const step = scheduled.get(id);
    if (completed && step)
      activities.push({ ...step, startedMs: started.get(id) ?? atMs, completedMs: atMs });
  }
  return { startedMs: toMs(events[0]?.eventTime), activities };
}
