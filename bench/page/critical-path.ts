/** One activity of a workflow as its history tells it; epoch milliseconds. */
export type ActivitySpan = {
  readonly name: string;
  readonly scheduledMs: number;
  readonly startedMs: number;
  readonly completedMs: number;
};

/** One question as the client and the history saw it; epoch milliseconds. */
export type Traced = {
  readonly askedMs: number;
  /** The workflow was started. */
  readonly startedMs: number;
  readonly activities: readonly ActivitySpan[];
  /** The client had the whole answer. */
  readonly answeredMs: number;
};

/** A part of the time of a question that nothing else ran beside that mattered. */
export type Segment = {
  readonly label: string;
  /** Whose time it is: our own work, or the engine's hand-overs and decisions. */
  readonly kind: 'work' | 'engine';
  readonly ms: number;
};

/**
 * The parts of a question's time, one after another: of activities that ran side by side, the one that
 * ended last. They add up to the whole time. Pure.
 */
export function criticalPath({ askedMs, startedMs, activities, answeredMs }: Traced): Segment[] {
  const segments: Segment[] = [];
  let endMs = answeredMs;
  const add = (label: string, kind: Segment['kind'], fromMs: number): void => {
    const beginMs = Math.min(Math.max(fromMs, askedMs), endMs);
    segments.unshift({ label, kind, ms: endMs - beginMs });
    endMs = beginMs;
  };
  // The last event is written, and read by the client, before its activity has ended.
  let last = lastOf(activities.filter((one) => one.startedMs < answeredMs));
  for (let after = 'the client'; last !== undefined;) {
    const { name, scheduledMs, startedMs: beganMs, completedMs } = last;
    if (completedMs < endMs) add(`to ${after}`, 'engine', completedMs);
    add(name, 'work', beganMs);
    add(`hand ${name} to a worker`, 'engine', scheduledMs);
    after = name;
    last = lastOf(activities.filter((one) => one.completedMs <= scheduledMs));
    if (last === undefined) add(`to ${after}`, 'engine', startedMs);
  }
  add('admit', 'work', askedMs);
  return segments;
}

const lastOf = (activities: readonly ActivitySpan[]): ActivitySpan | undefined =>
  activities.toSorted((a, b) => a.completedMs - b.completedMs).at(-1);

/** The median of each part over several questions, in the order of the first; parts that are rare are 0. */
export function medianPath(
  paths: readonly (readonly Segment[])[],
  median: (values: readonly number[]) => number,
): Segment[] {
  const known = new Map<string, Segment>();
  for (const segment of paths.flat())
    if (!known.has(segment.label)) known.set(segment.label, segment);
  const msOf = (path: readonly Segment[], label: string): number =>
    path.filter((one) => one.label === label).reduce((sum, { ms }) => sum + ms, 0);
  return [...known.values()].map(({ label, kind }) => ({
    label,
    kind,
    ms: median(paths.map((path) => msOf(path, label))),
  }));
}
