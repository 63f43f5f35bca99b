import { loadConfig, loadDotEnv } from '../config/index.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { deployUsage, readDeployArguments } from './genie/arguments.ts';
import { deploySpaces } from '../genie-spaces/deploy-spaces.ts';
import { findWorkspace } from './genie/find-workspace.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp } from './usage-error.ts';

await runCommand(async () => {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(deployUsage);
    return true;
  }
  const args = readDeployArguments(given);
  loadDotEnv();
  const config = loadConfig();
  const workspace = findWorkspace(config);
  const { databricks } = config;
  const say = (line: string): void => console.log(line);
  return deploySpaces({ workspace, databricks, catalogue: loadCatalogue(), args, say });
});
