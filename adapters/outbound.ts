import type { Config } from '../config/index.ts';

/** Only the API signs people in, so `auth` is left out for a worker. */
type Ways = Pick<Config, 'model' | 'evaluation' | 'telemetry' | 'tools'> & {
  readonly [Name in 'auth' | 'databricks' | 'memory' | 'digests']?: Config[Name] | undefined;
};

/**
 * The hosts that questions, rows, credentials and messages leave to, each once, and what it is; by settings
 * alone.
 *
 * @param host Base URL of the workspace; its model endpoints and its tokens are there too.
 */
export function outboundTo(
  host: string,
  {
    model: { endpoint },
    evaluation,
    telemetry,
    tools: { web },
    auth,
    databricks,
    memory,
    digests,
  }: Ways,
): readonly (readonly [host: string, what: string])[] {
  const ways: readonly (readonly [url: string | null, what: string])[] = [
    [host, 'Databricks and its tokens'],
    [memory?.store === 'databricks' ? (databricks?.sqlUrl ?? null) : null, 'memory'],
    [endpoint !== null && isAddress(endpoint) ? endpoint : null, 'model'],
    [web.apiKey === null ? null : web.baseUrl, 'web search'],
    [evaluation.webhookUrl, 'webhook of the evaluation'],
    [digests?.webhookUrl ?? null, 'webhook of digests'],
    [telemetry.collector, 'OpenTelemetry'],
    [telemetry.mlflow, 'MLflow'],
    [auth?.ways.includes('oidc') === true ? auth.oidc.issuer : null, 'sign-in'],
  ];
  const hosts = ways.flatMap(([url, what]) =>
    url === null ? [] : [[new URL(url).host, what] as const],
  );
  return hosts.filter(([one], n) => hosts.findIndex(([other]) => other === one) === n);
}

/** The hosts of `outboundTo`. */
export const outboundHosts = (host: string, ways: Ways): readonly string[] =>
  outboundTo(host, ways).map(([name]) => name);

/** Whether a model is set by its address; a bare name is a serving endpoint of the workspace. */
export function isAddress(endpoint: string): boolean {
  return /^https?:\/\//.test(endpoint);
}
