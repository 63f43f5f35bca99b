import { resolve } from 'node:path';
import { z } from 'zod';

/** The folder that tells a process at which failpoints it dies, stands still or waits. */
export const failpointSettings = {
  FAILPOINTS: z
    .string()
    .transform((text) => resolve(text))
    .optional()
    .transform((value) => value ?? null),
};

type Read = {
  readonly FAILPOINTS: string | null;
  readonly AUTH: readonly string[];
  readonly HOST: string;
  readonly DATABRICKS_HOST: string | null;
  readonly DATABRICKS_APP_NAME: string | null;
  readonly DATABASE_URL: string | null;
  readonly TEMPORAL_ADDRESS: string | null;
};

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i;

/** A database at a socket has no host name. */
const isHere = (url: string): boolean =>
  ['', undefined].includes(URL.parse(url)?.hostname) ||
  loopback.test(URL.parse(url)?.hostname ?? '');

/**
 * Production is whatever others reach or depend on: a service with a sign-in, at an address that is not this
 * machine's, on Databricks Apps, or with a workspace, database or Temporal elsewhere.
 */
export function failpointRules(
  s: Read,
): readonly (readonly [variable: string, holds: boolean, expected: string])[] {
  const addresses = [s.DATABRICKS_HOST, s.DATABASE_URL].filter((url) => url !== null);
  const temporal = s.TEMPORAL_ADDRESS?.replace(/:\d+$/, '') ?? 'localhost';
  const isOwn =
    s.AUTH.length === 0 &&
    s.DATABRICKS_APP_NAME === null &&
    [s.HOST, temporal].every((host) => loopback.test(host)) &&
    addresses.every(isHere);
  return [
    [
      'FAILPOINTS',
      s.FAILPOINTS === null || isOwn,
      'nothing, as this is production: processes die where it says so. It is for a local stack of this machine alone, without AUTH, with HOST, DATABRICKS_HOST, DATABASE_URL and TEMPORAL_ADDRESS on loopback',
    ],
  ];
}

export type FailpointConfig = {
  /** Where a process is told to die; null for nowhere. */
  readonly failpoints: string | null;
};
