import type { ConfigError } from '../../config/index.ts';
import type { Row } from './check.ts';
import { hostOf } from './hosts.ts';
import type { Source, Target } from './target.ts';

const line = (row: Pick<Row, 'id' | 'title' | 'status' | 'detail' | 'hint'>): Row => ({
  ...row,
  tookMs: 0,
});

/**
 * The rows when the settings are invalid: one for each problem; nothing else is checked.
 */
export function settingsRows({ problems }: ConfigError): readonly Row[] {
  return [
    ...problems.map(({ variable, found, expected }) =>
      line({
        id: `settings.${variable}`,
        title: 'Settings',
        status: 'fail',
        detail: `${variable} is ${found}.`,
        hint: `Set it to ${expected}.`,
      }),
    ),
    line({
      id: 'rest',
      title: 'Other checks',
      status: 'skipped',
      detail: 'needs Settings',
      hint: null,
    }),
  ];
}

/**
 * The row when nothing is set and no local stack runs.
 */
export function noTargetRows(localDir: string): readonly Row[] {
  return [
    line({
      id: 'target',
      title: 'Settings',
      status: 'fail',
      detail: `No workspace is set, and no local stack runs in ${localDir}.`,
      hint: 'Start one: npm start. Or put settings into .env; .env.example lists them.',
    }),
  ];
}

const sources: Readonly<Record<Source, string>> = {
  setting: 'set',
  stack: 'local stack',
  nothing: 'not set',
};

/**
 * What is checked, in one line, and where each address comes from.
 */
export function targetLine({ config, from }: Target): string {
  const { databricks, database, temporal, pinnedNow } = config;
  const part = (name: string, address: string | null, source: Source): string =>
    `${name} ${address === null ? '' : `${address} `}(${sources[source]})`;
  const parts = [
    part('workspace', databricks.host === null ? null : hostOf(databricks.host), from.workspace),
    part('PostgreSQL', database.url === null ? null : hostOf(database.url), from.database),
    part('Temporal', temporal.address, from.temporal),
  ];
  const clock = pinnedNow === null ? '' : `; ${pinnedNow} is taken for now (PINNED_NOW)`;
  return `Checking ${parts.join(', ')}${clock}`;
}
