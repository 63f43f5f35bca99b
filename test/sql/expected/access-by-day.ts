import type { AuditFact, LineageFact, ScanFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { inWindow, rightsActions } from '../ledger.ts';
import { checks, each, grouped } from './check.ts';

const day = (at: string) => at.slice(0, 10);
const first = (items: readonly { readonly at: string }[]) =>
  items.map(({ at }) => at).toSorted()[0] ?? null;
const last = (items: readonly { readonly at: string }[]) =>
  items
    .map(({ at }) => at)
    .toSorted()
    .at(-1) ?? null;
const inWeek = <T extends { readonly at: string }>(items: readonly T[]) =>
  items.filter(({ at }) => inWindow(day(at)));

const act = (event: AuditFact) =>
  [event.user ?? '', event.ip, event.workspaceId, event.action, day(event.at)].join('/');
const actKey = 'user_name source_ip_address workspace_id action_name event_date';

/** What is told: three events of a kind, or any change of rights or tokens. */
const told = (ledger: Ledger) =>
  [...grouped(inWeek(ledger.audits), act).values()]
    .filter(
      (events) =>
        events.length >= 3 ||
        [...rightsActions, 'generateDbToken'].includes(events[0]?.action ?? ''),
    )
    .flat();

const read = (row: LineageFact) => `${row.source ?? ''}/${row.by}/${day(row.at)}`;
const reads = (ledger: Ledger) => inWeek(ledger.lineage).filter((row) => row.source !== null);
const classes = (ledger: Ledger, table: string | null) => {
  const found = ledger.columns.flatMap((one) => (one.table === table ? (one.found ?? []) : []));
  return found.length === 0 ? null : [...new Set(found)].toSorted().join(', ');
};

const scan = (one: ScanFact) => `${one.table}/${day(one.at)}`;
const judged = (isBad: (one: ScanFact) => boolean) => (ledger: Ledger) =>
  ofScans(ledger, (one) => (one.unknown ? 'Unknown' : isBad(one) ? 'Unhealthy' : 'Healthy'));
const ofScans = <V>(ledger: Ledger, value: (one: ScanFact) => V) =>
  Object.fromEntries(inWeek(ledger.scans).map((one) => [scan(one), value(one)]));

/** What the generator's actions on settings change. */
const kindOfChange: Readonly<Record<string, string>> = {
  'jobs update': 'job',
  'clusters edit': 'cluster',
  'databrickssql editWarehouse': 'warehouse',
  'deltaPipelines edit': 'pipeline',
  'deltaPipelines startUpdate': 'pipeline',
  'serverlessRealTimeInference putInferenceEndpointAiGateway': 'endpoint',
  'unityCatalog updateTables': 'table',
};

/** Whether the update that a person starts at an instant, seconds before it runs, refreshes everything. */
const startsFullRefresh = (ledger: Ledger, at: string): boolean =>
  ledger.pipelineUpdates.some(
    ({ fullRefresh, startedAt }) => fullRefresh && Date.parse(startedAt) - Date.parse(at) === 5000,
  );

export const accessByDayChecks = [
  ...checks('security/actions_by_day', actKey, {
    events: (ledger) => each(told(ledger), act, (events) => events.length),
    refused_events: (ledger) =>
      each(told(ledger), act, (events) => events.filter(({ status }) => status >= 400).length),
    first_at: (ledger) => each(told(ledger), act, first),
    last_at: (ledger) => each(told(ledger), act, last),
  }),
  ...checks('security/table_reads_by_day', 'table_name reader read_date', {
    reads: (ledger) => each(reads(ledger), read, (rows) => rows.length),
    first_at: (ledger) => each(reads(ledger), read, first),
    last_at: (ledger) => each(reads(ledger), read, last),
    class_tags: (ledger) =>
      each(reads(ledger), read, (rows) => classes(ledger, rows[0]?.source ?? null)),
  }),
  ...checks('unified/setting_changes', 'changed_at kind', {
    changed_by: (ledger) =>
      Object.fromEntries(
        inWeek(ledger.audits).flatMap((event) => {
          const kind = kindOfChange[`${event.service} ${event.action}`];
          const isChange = event.action !== 'startUpdate' || startsFullRefresh(ledger, event.at);
          return kind === undefined || !isChange ? [] : [[`${event.at}/${kind}`, event.user]];
        }),
      ),
  }),
  ...checks('quality/table_state_by_day', 'table_name scan_date', {
    scanned_at: (ledger) => ofScans(ledger, ({ at }) => at),
    freshness_status: judged(({ stale }) => stale),
    completeness_status: judged(({ incomplete }) => incomplete),
    daily_rows: (ledger) => ofScans(ledger, ({ rows }) => rows),
    least_expected_rows: (ledger) => ofScans(ledger, ({ leastRows }) => leastRows),
    last_commit_at: (ledger) => ofScans(ledger, ({ lastCommit }) => lastCommit),
  }),
];
