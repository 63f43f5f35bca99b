import { z } from 'zod';

const address = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i;

const read = (text: string): { readonly host: string; readonly port: number } => {
  const [, v6, name = '', port] = address.exec(text) ?? [];
  return { host: v6 ?? name, port: Number(port) };
};

const listenAt = z
  .string()
  .refine(
    (text) => address.test(text) && read(text).port <= 65_535,
    'host:port, an IPv6 address in brackets',
  )
  .transform(read)
  .optional()
  .transform((value) => value ?? null);

/** Where each process serves its measures. */
export const metricsSettings = {
  API_METRICS_ADDRESS: listenAt,
  WORKER_METRICS_ADDRESS: listenAt,
  SDK_METRICS_ADDRESS: listenAt,
};

type Read = { [Name in keyof typeof metricsSettings]: z.infer<(typeof metricsSettings)[Name]> };

type At = { readonly host: string; readonly port: number } | null;

/** Where measures are served; null for nowhere. */
export type MetricsConfig = {
  readonly metrics: {
    readonly api: At;
    readonly worker: At;
    /** Those of Temporal's SDK in a worker. */
    readonly sdk: At;
  };
};

/** Pure. */
export const metricsOf = (s: Read): MetricsConfig => ({
  metrics: {
    api: s.API_METRICS_ADDRESS,
    worker: s.WORKER_METRICS_ADDRESS,
    sdk: s.SDK_METRICS_ADDRESS,
  },
});
