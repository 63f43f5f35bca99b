import { loadConfig, loadDotEnv } from '../config/index.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { readDeployArguments } from './genie/arguments.ts';
import { deploySpaces } from '../genie-spaces/deploy-spaces.ts';
import { findWorkspace } from './genie/find-workspace.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const args = readDeployArguments(process.argv.slice(2));
  loadDotEnv();
  const config = loadConfig();
  const workspace = findWorkspace(config);
  const { databricks } = config;
  const say = (line: string): void => console.log(line);
  return deploySpaces({ workspace, databricks, catalogue: loadCatalogue(), args, say });
});
