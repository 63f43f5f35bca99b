/** One measure of this service as Prometheus reads it; durations are seconds. */
export type MetricRow = {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
};

/**
 * Everything that is measured, by name. Labels have few values each: no id, no question, nobody's name.
 *
 * The first ones are counted by workers, those from `health_monitor_http_requests_total` on by the API.
 */
export const metrics = {
  health_monitor_investigations_ended_total: {
    kind: 'counter',
    help: 'Investigations that were concluded',
    labels: ['status'],
  },
  health_monitor_legs_ended_total: {
    kind: 'counter',
    help: 'Asks of Genie that ended, by the outcome of the lane or by why the lane goes on',
    labels: ['domain', 'end'],
  },
  health_monitor_step_seconds: {
    kind: 'histogram',
    help: 'Steps of investigations, by how they ended: done, or the code of the failure',
    labels: ['step', 'end'],
  },
  health_monitor_quota_wait_seconds: {
    kind: 'histogram',
    help: 'Time from the first request for a turn to ask until it was granted',
    labels: [],
  },
  health_monitor_genie_requests_total: {
    kind: 'counter',
    help: 'Requests to Genie: ok, or the code of the failure; upstream.limited is a 429',
    labels: ['request', 'end'],
  },
  health_monitor_genie_answer_seconds: {
    kind: 'histogram',
    help: 'Time from a question to Genie until its answer was seen',
    labels: [],
  },
  health_monitor_model_calls_total: {
    kind: 'counter',
    help: 'Calls of the model, also those that failed',
    labels: ['step'],
  },
  health_monitor_model_tokens_total: {
    kind: 'counter',
    help: 'Tokens of the model, as far as it tells',
    labels: ['step', 'direction'],
  },
  health_monitor_http_requests_total: {
    kind: 'counter',
    help: 'Requests that were answered; of a stream, when it began',
    labels: ['method', 'route', 'status'],
  },
  health_monitor_http_request_seconds: {
    kind: 'histogram',
    help: 'Time until the reply began',
    labels: ['method', 'route'],
  },
  health_monitor_streams_open: {
    kind: 'gauge',
    help: 'Event streams that are open now',
    labels: [],
  },
  health_monitor_stream_events_total: {
    kind: 'counter',
    help: 'Events that were sent to streams: replayed from the log when they began, or live',
    labels: ['kind'],
  },
} as const satisfies Readonly<Record<string, MetricRow>>;

export type Metrics = typeof metrics;
type Named<Kind> = {
  [Name in keyof Metrics]: Metrics[Name]['kind'] extends Kind ? Name : never;
}[keyof Metrics];

/** A value for each label of a measure. */
export type LabelsOf<Name extends keyof Metrics> = Readonly<
  Record<Metrics[Name]['labels'][number], string>
>;

/** Where measures go. Calls are cheap, never fail and never wait. */
export type Meter = {
  readonly count: <Name extends Named<'counter'>>(
    name: Name,
    labels: LabelsOf<Name>,
    by?: number,
  ) => void;
  readonly observe: <Name extends Named<'histogram'>>(
    name: Name,
    labels: LabelsOf<Name>,
    seconds: number,
  ) => void;
  /** Adds to a gauge; negative to take away. */
  readonly move: <Name extends Named<'gauge'>>(name: Name, by: number) => void;
};

/** For a process that nobody reads measures of. */
export const noMeter: Meter = {
  count: () => undefined,
  observe: () => undefined,
  move: () => undefined,
};
