import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parse } from 'js-yaml';
import { z } from 'zod';
import { type Domain, forEachDomain } from '../domain/domains.ts';
import type { Catalogue, CertifiedQuestion } from './catalogue.ts';
import { columnName } from './header.ts';

/** Columns of a page. */
const pageWidth = 6;

const tile = {
  question: z.string().min(1),
  title: z.string().min(1),
  width: z.number().int().min(1).max(pageWidth),
};
const by = z.enum(['sum', 'max', 'min', 'avg']);
const Tile = z.discriminatedUnion('show', [
  z.strictObject({ ...tile, show: z.enum(['line', 'bar']), x: columnName, y: columnName, by }),
  z.strictObject({ ...tile, show: z.literal('counter'), y: columnName, by }),
  z.strictObject({ ...tile, show: z.literal('table') }),
]);

const File = z.strictObject({
  /** Words of questions for which this dashboard is the one to look at. */
  asks: z.array(z.string().min(1)).min(1),
  /** How far back its questions look. */
  days: z.number().int().min(1).max(365),
  rows: z.array(z.array(Tile).min(1)).min(1),
});

/** One tile: a certified question and how its rows are shown. */
export type Tile = z.infer<typeof Tile>;
/** The dashboard of a domain: rows of tiles from top to bottom. */
export type DashboardFile = z.infer<typeof File>;

/** Where the dashboard of a domain is written. */
export const dashboardPath = (domain: Domain): string => `sql/dashboards/${domain}.yaml`;

/** The certified question of a tile; null for one that is not there. */
export const questionOf = (catalogue: Catalogue, { question }: Tile): CertifiedQuestion | null =>
  catalogue.questions.find(({ id }) => id === question) ?? null;

function problemsOf(file: DashboardFile, catalogue: Catalogue): string[] {
  const tiles = file.rows.flat();
  const wide = file.rows.filter((row) => row.reduce((sum, one) => sum + one.width, 0) > pageWidth);
  const wrong = tiles.flatMap((one) => {
    const question = questionOf(catalogue, one);
    if (question === null) return [`${one.question} is no certified question`];
    const named = [...('x' in one ? [one.x] : []), ...('y' in one ? [one.y] : [])];
    return named
      .filter((column) => question.columns[column] === undefined)
      .map((column) => `${one.question} has no column ${column}`);
  });
  return [
    ...wrong,
    ...wide.map((row) => `the row of ${row[0]?.title ?? ''} is wider than ${pageWidth}`),
  ];
}

/**
 * Reads the dashboards as code, one a domain.
 *
 * Effect: reads `sql/dashboards/`.
 *
 * @throws {Error} Naming the file and what is wrong in it.
 */
export function loadDashboards(catalogue: Catalogue): Readonly<Record<Domain, DashboardFile>> {
  return forEachDomain((domain) => {
    const path = dashboardPath(domain);
    const read = File.safeParse(parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8')));
    const problems = read.success
      ? problemsOf(read.data, catalogue)
      : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    if (!read.success || problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
    return read.data;
  });
}
