import type { ConfigError } from '../../config/index.ts';
import type { Row } from './check.ts';
import { hostOf } from './hosts.ts';
import type { Source, Target } from './target.ts';

const line = (row: Pick<Row, 'id' | 'title' | 'status' | 'detail' | 'hint'>): Row => ({
  ...row,
  tookMs: 0,
});

/**
 * The lines when the settings cannot be used: one for each problem, and nothing else is looked at.
 *
 * Pure.
 */
export function settingsLines({ problems }: ConfigError): readonly Row[] {
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
      title: 'All else',
      status: 'skipped',
      detail: 'needs Settings',
      hint: null,
    }),
  ];
}

/**
 * The line when there is nothing to look at.
 *
 * Pure.
 */
export function nothingLines(localDir: string): readonly Row[] {
  return [
    line({
      id: 'target',
      title: 'Settings',
      status: 'fail',
      detail: `Nothing is set, and no local stack runs in ${localDir}.`,
      hint: 'Start one: npm start. Or put settings into .env, as .env.example has them.',
    }),
  ];
}

const sources: Readonly<Record<Source, string>> = {
  setting: 'set',
  stack: 'local stack',
  nothing: 'not set',
};

/**
 * What is looked at, in one line, with where each address comes from.
 *
 * Pure.
 */
export function targetLine({ config, from }: Target): string {
  const { databricks, database, temporal } = config;
  const part = (name: string, address: string | null, source: Source): string =>
    `${name} ${address === null ? '' : `${address} `}(${sources[source]})`;
  const parts = [
    part('workspace', databricks.host === null ? null : hostOf(databricks.host), from.workspace),
    part('PostgreSQL', database.url === null ? null : hostOf(database.url), from.database),
    part('Temporal', temporal.address, from.temporal),
  ];
  return `Looking at ${parts.join(', ')}`;
}
