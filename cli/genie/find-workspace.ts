import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createDashboards, type Dashboards } from '../../adapters/databricks/dashboards.ts';
import { createGenieSpaces } from '../../adapters/databricks/genie-spaces.ts';
import { createHttp, type Http } from '../../adapters/databricks/http.ts';
import { createInspector } from '../../adapters/databricks/inspector.ts';
import type { Config } from '../../config/index.ts';
import type { FoundWorkspace } from '../../genie-spaces/found-workspace.ts';
import { runningStack } from '../running-stack.ts';

/** A space with a hundred queries takes the service longer than a question. */
const answerTimeoutMs = 60_000;

/**
 * The workspace of `DATABRICKS_HOST`, else that of the stack that runs in `LOCAL_DIR`.
 *
 * Effect: may read `LOCAL_DIR/stack.json`; nothing is sent yet.
 *
 * @throws {Error} When there is neither.
 */
export function findWorkspace({
  databricks,
  local,
}: Config): FoundWorkspace & { readonly dashboards: Dashboards } {
  const { host } = databricks;
  if (host !== null) {
    const http = createHttp(host, createAuthenticate({ ...databricks, host }), answerTimeoutMs);
    return { ...reaching(http), name: new URL(host).host, isLocal: false };
  }
  const workspace = runningStack(local.dir)?.workspace;
  if (workspace === undefined || workspace.token === null) {
    throw new Error(
      `DATABRICKS_HOST is not set and no stack runs in ${local.dir}. Set it, or run \`npm start\` in another terminal.`,
    );
  }
  const { url, token } = workspace;
  // Credentials of a real workspace are not sent to the local one.
  const nothing = { clientId: null, clientSecret: null, profile: null };
  const http = createHttp(
    url,
    createAuthenticate({ host: url, token, ...nothing }),
    answerTimeoutMs,
  );
  const name = `${new URL(url).host}, the local workspace of ${local.dir}`;
  return { ...reaching(http), name, isLocal: true };
}

function reaching(http: Http) {
  const { run } = createInspector(http);
  return {
    dashboards: createDashboards(http),
    spaces: createGenieSpaces(http),
    run: (warehouseId: string, statement: string) =>
      run(warehouseId, statement, AbortSignal.timeout(answerTimeoutMs)),
  };
}
