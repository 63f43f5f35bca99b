import { loadConfig, loadDotEnv } from '../config/index.ts';
import { deployDashboards } from '../dashboards/deploy-dashboards.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { loadDashboards } from '../sql/dashboards.ts';
import { dashboardsUsage, readDeployArguments } from './genie/arguments.ts';
import { findWorkspace } from './genie/find-workspace.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp } from './usage-error.ts';

await runCommand(async () => {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(dashboardsUsage);
    return true;
  }
  const args = readDeployArguments(given, dashboardsUsage);
  loadDotEnv();
  const config = loadConfig();
  const workspace = findWorkspace(config);
  const { databricks } = config;
  const catalogue = loadCatalogue();
  const files = loadDashboards(catalogue);
  const say = (line: string): void => console.log(line);
  return deployDashboards({ workspace, databricks, catalogue, files, args, say });
});
