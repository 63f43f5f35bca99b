import { statSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { domains, isDomain, spaceSettingOf } from '../domain/domains.ts';
import type { SpaceSetting } from '../domain/domains.ts';
import { authRules, authSettings, readGroups } from './auth-settings.ts';
import { boardSettings } from './board-settings.ts';
import { failpointRules, failpointSettings } from './failpoint-settings.ts';
import { memoryRules, memorySettings } from './memory-settings.ts';
import { metricsSettings } from './metrics-settings.ts';
import { onBehalfRules, onBehalfSettings } from './on-behalf-settings.ts';
import { toolSettings } from './tool-settings.ts';

const inRange = (text: string, min: number, max: number): boolean =>
  text.trim() !== '' && Number(text) >= min && Number(text) <= max;

const number = (min: number, max: number, what: string) =>
  z
    .string()
    .refine((text) => inRange(text, min, max), `${what}, ${min} to ${max}`)
    .transform(Number);

const whole = (min: number, max: number, what: string) =>
  z
    .string()
    .refine(
      (text) => inRange(text, min, max) && Number.isInteger(Number(text)),
      `${what}, a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const port = whole(0, 65_535, 'a TCP port');
const spaceId = z.string().regex(/^[\w-]+$/, 'the id of a Genie space, as its URL shows it');
const optionalSpaceId = spaceId.optional().transform(orNull);
const spaceSettings = Object.fromEntries(
  domains.map((domain) => [spaceSettingOf(domain), optionalSpaceId]),
) as Record<SpaceSetting, typeof optionalSpaceId>;
const incidentIds = z
  .string()
  .regex(/^[a-z-]+(\s*,\s*[a-z-]+)*$/, 'ids of incidents with commas between them, or all, or none')
  .optional()
  .transform(orNull);
const genieQpm = whole(1, 10_000, 'questions a minute');

const url = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

// A token is sent to this host, so plain http is allowed on this machine only.
const isWorkspaceHost = (text: string): boolean => {
  const parsed = url(text.includes('://') ? text : `https://${text}`);
  if (parsed === null || parsed.hostname === '') return false;
  return (
    parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.test(parsed.hostname))
  );
};
const workspaceHost = z
  .string()
  .refine(isWorkspaceHost, 'an https:// address or a bare host name (http:// only on this machine)')
  .transform((text) => new URL(text.includes('://') ? text : `https://${text}`).origin);

/** Brackets belong to an IPv6 address in a URL only; no URL can have a zone (`fe80::1%eth0`). */
const listenHost = z
  .string()
  .transform((text) => text.replace(/^\[(.*)\]$/, '$1'))
  .refine(
    (text) => isIPv4(text) || (isIPv6(text) && !text.includes('%')) || /^[\w.-]+$/.test(text),
    'a host name or an IP address, without port, path or zone',
  );

const webUrl = z
  .string()
  .refine((text) => /^https?:$/.test(url(text)?.protocol ?? ''), 'an http:// or https:// address')
  .transform((text) => text.replace(/\/+$/, ''));

const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
};

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Text that is no instant is refused by another rule. */
const isThisAge = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  return Number.isNaN(year) || (year >= 2000 && year <= 2100);
};

const instant = z.iso
  .datetime({ offset: true, error: 'an ISO-8601 instant such as 2026-11-20T08:00:00Z' })
  .refine((text) => isThisAge(text), 'an instant of the years 2000 to 2100')
  .optional()
  .transform(orNull);

/** The form of what Temporal takes; it checks the values itself when the schedule is made. */
const isCron = (text: string): boolean =>
  /^(off|@every \d+[smhd]|@(hourly|daily|midnight|weekly|monthly|yearly|annually))$/.test(text) ||
  /^[\d*,/\-A-Za-z?#L]+( +[\d*,/\-A-Za-z?#L]+){4,6}$/.test(text);

const isAccess = (text: string): boolean =>
  Object.entries(readGroups(text)).every(([name, groups]) => isDomain(name) && groups.length > 0);

const headerPair = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*([^,;]*?)\s*$/;
const isHeaders = (text: string): boolean =>
  text.trim() === '' || text.split(',').every((pair) => headerPair.test(pair) && isEncoded(pair));
const isEncoded = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
};
const readHeaders = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [, name, value = ''] = headerPair.exec(pair) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), decodeURIComponent(value)]];
    }),
  );

/**
 * Every variable of the product and how its text is read. The message of a refused value completes
 * the sentence "expected …". Only files of `config/` import this.
 */
export const settings = {
  PORT: port.optional().transform(orNull),
  DATABRICKS_APP_PORT: port.optional().transform(orNull),
  HOST: listenHost.prefault('127.0.0.1'),
  HEALTH_MONITOR_URL: webUrl.optional().transform(orNull),
  DATABRICKS_HOST: workspaceHost.optional().transform(orNull),
  DATABRICKS_TOKEN: z.string().optional().transform(orNull),
  DATABRICKS_CLIENT_ID: z.string().optional().transform(orNull),
  DATABRICKS_CLIENT_SECRET: z.string().optional().transform(orNull),
  DATABRICKS_CONFIG_PROFILE: z.string().optional().transform(orNull),
  ...spaceSettings,
  DATABRICKS_WAREHOUSE_ID: z
    .string()
    .regex(/^[\w-]+$/, 'the id of a SQL warehouse, as its page shows it')
    .optional()
    .transform(orNull),
  ...boardSettings,
  LLM_ENDPOINT: z.string().optional().transform(orNull),
  LLM_MODEL: z.string().optional().transform(orNull),
  LLM_API_KEY: z.string().optional().transform(orNull),
  LLM_TEMPERATURE: number(0, 2, 'a temperature').optional().transform(orNull),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:$/.test(url(text)?.protocol ?? ''),
      'postgres://user@host:port/name',
    )
    .optional()
    .transform(orNull),
  DATABASE_PREPARED_STATEMENTS: z.enum(['on', 'off'], { error: 'on or off' }).prefault('on'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/, 'host:port')
    .optional()
    .transform(orNull),
  WORKER_VERSION: z
    .string()
    .regex(/^[\w-][\w.-]{0,63}$/, 'up to 64 letters, digits, dots, _ and -')
    .optional()
    .transform(orNull),
  GENIE_TIMEOUT_SECONDS: number(1, 3600, 'seconds').prefault('90'),
  AGENT_TIMEOUT_SECONDS: number(1, 3600, 'seconds').prefault('100'),
  GENIE_FIRST_LOOK_SECONDS: number(0.05, 60, 'seconds').prefault('5'),
  GENIE_QUESTIONS_PER_MINUTE: genieQpm.prefault('5'),
  QUEUE_MAX_SECONDS: whole(0, 86_400, 'seconds').prefault('300'),
  DAILY_GENIE_QUESTIONS: whole(1, 1_000_000, 'questions a day').optional().transform(orNull),
  MAX_BUDGET_SECONDS: whole(15, 86_400, 'seconds').prefault('3600'),
  MAX_DEEP_BUDGET_SECONDS: whole(60, 604_800, 'seconds').prefault('604800'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as Europe/Berlin')
    .prefault('UTC'),
  PINNED_NOW: instant,
  DOMAIN_ACCESS: z
    .string()
    .refine(isAccess, `domain=group|group;…, a domain being one of ${domains.join(', ')}`)
    .transform(readGroups)
    .prefault(''),
  LOCAL_DIR: z
    .string()
    .prefault('.local')
    .transform((text) => resolve(text)),
  CACHE_DIR: z
    .string()
    .transform((text) => resolve(text))
    .optional()
    .transform(orNull),
  LOCAL_NOW: instant,
  LOCAL_GENIE_SPEED: z.enum(['fast', 'realistic'], { error: 'fast or realistic' }).prefault('fast'),
  LOCAL_GENIE_STYLE: z
    .enum(['certified', 'free'], { error: 'certified or free' })
    .prefault('certified'),
  LOCAL_DATA: z
    .string()
    .transform((text) => resolve(text))
    .refine((folder) => isFolder(folder), 'a folder with system tables as Parquet or CSV')
    .optional()
    .transform(orNull),
  LOCAL_INCIDENTS: incidentIds,
  LOCAL_DECOYS: incidentIds,
  LOCAL_GENIE_QPM: genieQpm.optional().transform(orNull),
  LOCAL_SEED: whole(0, 2 ** 31 - 1, 'a seed').prefault('1'),
  MEMORY_TTL_HOURS: number(0.1, 87_600, 'hours').prefault('24'),
  EVIDENCE_KEPT_DAYS: whole(1, 3_650, 'days').prefault('30'),
  INVESTIGATIONS_KEPT_DAYS: whole(1, 3_650, 'days').prefault('365'),
  ...memorySettings,
  ...metricsSettings,
  ...toolSettings,
  EVALUATION_CRON: z
    .string()
    .refine(isCron, 'a cron expression of five fields such as 0 2 * * *, @every and a time, or off')
    .prefault('0 2 * * *'),
  EVALUATION_QUOTA_SHARE: number(0.01, 1, 'a share of the quota').prefault('0.5'),
  EVALUATION_WEBHOOK_URL: webUrl.optional().transform(orNull),
  CORRECTION_STATEMENTS_PER_DAY: whole(0, 100_000, 'statements a day').default(200),
  DIGEST_WEBHOOK_URL: webUrl.optional().transform(orNull),
  WEBHOOK_LOOPBACK: z.enum(['on', 'off'], { error: 'on or off' }).prefault('off'),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional().transform(orNull),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .refine(isHeaders, 'name=value pairs with commas between them, values percent-encoded')
    .transform(readHeaders)
    .prefault(''),
  MLFLOW_TRACKING_URI: webUrl.optional().transform(orNull),
  MLFLOW_TRACKING_TOKEN: z.string().optional().transform(orNull),
  MLFLOW_EXPERIMENT_NAME: z.string().prefault('health-monitor'),
  TRACE_CONTENT: z.enum(['on', 'off'], { error: 'on or off' }).prefault('off'),
  ...authSettings,
  ...onBehalfSettings,
  ...failpointSettings,
};

export const Settings = z.object(settings);
export type Settings = z.infer<typeof Settings>;

type Rule = readonly [variable: string, holds: boolean, expected: string];

function rules(s: Settings): readonly Rule[] {
  const modelByUrl = /^https?:\/\//.test(s.LLM_ENDPOINT ?? '');
  const oauth = (s.DATABRICKS_CLIENT_ID === null) === (s.DATABRICKS_CLIENT_SECRET === null);
  return [
    [
      'AGENT_TIMEOUT_SECONDS',
      s.AGENT_TIMEOUT_SECONDS >= s.GENIE_TIMEOUT_SECONDS,
      `at least GENIE_TIMEOUT_SECONDS (${s.GENIE_TIMEOUT_SECONDS}): a domain must have as long as its question`,
    ],
    [
      'GENIE_FIRST_LOOK_SECONDS',
      s.GENIE_FIRST_LOOK_SECONDS < s.GENIE_TIMEOUT_SECONDS,
      `less than GENIE_TIMEOUT_SECONDS (${s.GENIE_TIMEOUT_SECONDS})`,
    ],
    [
      'INVESTIGATIONS_KEPT_DAYS',
      s.INVESTIGATIONS_KEPT_DAYS >= s.EVIDENCE_KEPT_DAYS,
      `at least EVIDENCE_KEPT_DAYS (${s.EVIDENCE_KEPT_DAYS}): rows do not outlive their investigation`,
    ],
    [
      'VECTOR_SEARCH_INDEX',
      (s.VECTOR_SEARCH_INDEX === null) === (s.VECTOR_SEARCH_ENDPOINT === null),
      'set together with VECTOR_SEARCH_ENDPOINT, which serves it',
    ],
    ['DATABRICKS_CLIENT_SECRET', oauth, 'set together with DATABRICKS_CLIENT_ID'],
    ['LLM_MODEL', !modelByUrl || s.LLM_MODEL !== null, 'a model name, as LLM_ENDPOINT is a URL'],
    ...memoryRules(s),
    ...authRules(s),
    ...onBehalfRules(s),
    ...failpointRules(s),
  ];
}

/**
 * Checks the rules that need more than one variable.
 *
 * @returns The variable to change and what is expected of it, for each rule that does not hold.
 */
export function brokenRules(read: Settings): (readonly [variable: string, expected: string])[] {
  return rules(read).flatMap(([variable, holds, expected]) =>
    holds ? [] : [[variable, expected] as const],
  );
}
