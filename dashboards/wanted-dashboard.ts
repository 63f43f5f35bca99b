import { createHash } from 'node:crypto';
import type { Domain } from '../domain/domains.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { type DashboardFile, dashboardPath, questionOf, type Tile } from '../sql/dashboards.ts';
import { withDefaults } from '../sql/default-expression.ts';
import type { Dataset, Item, Page } from './content.ts';

/** What the dashboard of a domain holds from us. */
export type WantedDashboard = {
  readonly domain: Domain;
  readonly title: string;
  readonly datasets: readonly Dataset[];
  readonly page: Page;
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Tells our items from an owner's, also when the file that one came from is gone. */
const ours = hash('health-monitor').slice(0, 8);

/** The name of an item: the same for the same path. Pure. */
const itemName = (path: string): string => `${ours}${hash(path).slice(0, 8)}`;

/** Whether an item's name was made here. Pure. */
export const isOurs = (name: string): boolean => name.startsWith(ours);

/** The name of our page, which tells of which domain a dashboard is. Pure. */
export const pageName = (domain: Domain): string => itemName(dashboardPath(domain));

/** The title that a new dashboard gets, and by which one is found. */
export const titleOf = (domain: Domain): string => `Health Monitor: ${domain}`;

const heights: Readonly<Record<Tile['show'], number>> = { line: 6, bar: 6, counter: 6, table: 8 };

/** A window that ends now and is as long as the dashboard looks back. */
function windowOf({ parameters }: CertifiedQuestion, days: number): Record<string, string> {
  const from = Object.entries(parameters).find(([, { role }]) => role === 'window.from');
  if (from === undefined) return {};
  const [name, { type }] = from;
  return { [name]: `${type === 'DATE' ? 'today' : 'now'}-${days}d` };
}

const linesOf = (text: string): string[] => text.split(/(?<=\n)/);
const label = (column: string): string => column.replaceAll('_', ' ');
const plain = (column: string) => ({ name: column, expression: `\`${column}\`` });

const scaleOf = (question: CertifiedQuestion, column: string): string => {
  const type = question.columns[column]?.type ?? '';
  return /^(DATE|TIMESTAMP)$/.test(type) ? 'temporal' : 'categorical';
};

/** Fields that a tile reads, and how it shows them. */
function shownBy(tile: Tile, question: CertifiedQuestion) {
  if (tile.show === 'table') {
    const names = Object.keys(question.columns);
    const columns = names.map((fieldName) => ({ fieldName, displayName: label(fieldName) }));
    return { fields: names.map(plain), disaggregated: true, version: 1, encodings: { columns } };
  }
  const measure = {
    name: `${tile.by}(${tile.y})`,
    expression: `${tile.by.toUpperCase()}(\`${tile.y}\`)`,
  };
  const y = { fieldName: measure.name, displayName: label(tile.y) };
  if (tile.show === 'counter') {
    return { fields: [measure], disaggregated: false, version: 2, encodings: { value: y } };
  }
  const x = {
    fieldName: tile.x,
    scale: { type: scaleOf(question, tile.x) },
    displayName: label(tile.x),
  };
  return {
    fields: [plain(tile.x), measure],
    disaggregated: false,
    version: 3,
    encodings: { x, y: { ...y, scale: { type: 'quantitative' } } },
  };
}

function itemOf(tile: Tile, question: CertifiedQuestion, path: string, place: object): Item {
  const { fields, disaggregated, version, encodings } = shownBy(tile, question);
  const query = { datasetName: itemName(`${path}#${question.id}`), fields, disaggregated };
  return {
    widget: {
      name: itemName(`${path}#${question.id}#${tile.show}`),
      queries: [{ name: 'main_query', query }],
      spec: {
        version,
        widgetType: tile.show,
        encodings,
        frame: { showTitle: true, title: tile.title },
      },
    },
    position: { x: 0, y: 0, width: tile.width, height: heights[tile.show], ...place },
  };
}

/**
 * What the dashboard of a domain is to hold, from its file and its certified questions. Tiles whose
 * question is not in the catalogue are left out. Nothing in it depends on the day.
 *
 * Pure.
 */
export function wantedDashboard(
  domain: Domain,
  file: DashboardFile,
  catalogue: Catalogue,
): WantedDashboard {
  const path = dashboardPath(domain);
  const datasets = new Map<string, Dataset>();
  const layout: Item[] = [];
  let y = 0;
  for (const row of file.rows) {
    let x = 0;
    for (const tile of row) {
      const question = questionOf(catalogue, tile);
      if (question === null) continue;
      const name = itemName(`${path}#${question.id}`);
      const queryLines = linesOf(withDefaults(question, windowOf(question, file.days)));
      datasets.set(name, { name, displayName: question.question, queryLines });
      layout.push(itemOf(tile, question, path, { x, y }));
      x += tile.width;
    }
    y += Math.max(...row.map((tile) => heights[tile.show]));
  }
  const page = { name: pageName(domain), displayName: titleOf(domain), layout };
  return { domain, title: titleOf(domain), datasets: [...datasets.values()], page };
}
