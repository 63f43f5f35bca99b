import { loadConfig, loadDotEnv } from '../config/index.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { exportUsage, readExportArguments } from './genie/arguments.ts';
import { exportSpace } from '../genie-spaces/export-space.ts';
import { findWorkspace } from './genie/find-workspace.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp } from './usage-error.ts';

await runCommand(async () => {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(exportUsage);
    return true;
  }
  const args = readExportArguments(given);
  loadDotEnv();
  const config = loadConfig();
  const workspace = findWorkspace(config);
  const say = (line: string): void => console.log(line);
  const configured = config.databricks.spaces;
  return exportSpace({ workspace, configured, catalogue: loadCatalogue(), args, say });
});
