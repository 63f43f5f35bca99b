import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeDashboard } from '../dashboards/merge.ts';
import { wantedDashboard } from '../dashboards/wanted-dashboard.ts';
import { domains } from '../domain/domains.ts';
import { mergeSpace } from '../genie-spaces/merge.ts';
import { emptySpace } from '../genie-spaces/serialized-space.ts';
import { wantedSpace } from '../genie-spaces/wanted-space.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { loadDashboards } from '../sql/dashboards.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp } from './usage-error.ts';

const usage = `npm run bundle:files [-- folder]
writes the Genie spaces and dashboards of databricks.yml as files, into .bundle unless a folder is named`;

/** Effect: writes two files for each domain. */
await runCommand(async () => {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(usage);
    return true;
  }
  const [folder = '.bundle'] = given;
  const catalogue = loadCatalogue();
  const files = loadDashboards(catalogue);
  mkdirSync(folder, { recursive: true });
  for (const domain of domains) {
    const { space } = mergeSpace(emptySpace, wantedSpace(domain, catalogue));
    const board = wantedDashboard(domain, files[domain], catalogue);
    const { content } = mergeDashboard({ datasets: [], pages: [] }, board);
    const write = (name: string, value: unknown): void =>
      writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
    write(`${domain}.geniespace.json`, space);
    write(`${domain}.lvdash.json`, content);
  }
  console.log(`${2 * domains.length} files for databricks.yml in ${folder}`);
  return true;
});
