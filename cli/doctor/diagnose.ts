import { domains } from '../../domain/domains.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import { createChecker } from './check.ts';
import type { Row } from './check.ts';
import { checkPostgres, checkTemporal } from './engines.ts';
import { checkHosts, hostOf } from './hosts.ts';
import { checkMemory } from './memory.ts';
import { checkModel } from './model.ts';
import { checkModelCalls } from './model-calls.ts';
import { checkIdentity } from './on-behalf.ts';
import { checkSchema, neededSchemas } from './schemas.ts';
import { checkSignIn, checkWorkspace } from './sign-in.ts';
import { checkGenie, checkSpace } from './spaces.ts';
import type { Target } from './target.ts';
import { checkTools } from './tools.ts';
import { checkWarehouses } from './warehouses.ts';

/** Usual time limit of a check, milliseconds. */
export const checkTimeoutMs = 5_000;

export type DiagnoseOptions = {
  readonly timeoutMs?: number;
  /** Whether the model is called, which costs tokens. */
  readonly callsModel?: boolean;
};

/**
 * Runs all checks in parallel; a check that needs another one waits for it.
 *
 * Effect: requests to the workspace, the model, Temporal and PostgreSQL. Changes nothing, but starts
 * a stopped warehouse.
 *
 * @returns The lines of the table in their order.
 */
export async function diagnose(
  target: Target,
  questions: readonly CertifiedQuestion[],
  { timeoutMs = checkTimeoutMs, callsModel = false }: DiagnoseOptions = {},
): Promise<readonly Row[]> {
  const checker = createChecker(timeoutMs);
  const { config, from } = target;
  const workspace = checkWorkspace(checker, target);
  const signedIn = checkSignIn(checker, target, workspace);
  const genie = checkGenie(checker, target, signedIn);
  const spaces = domains.map((domain) => checkSpace(checker, genie, domain));
  const warehouses = checkWarehouses(checker, config.databricks.warehouseId, signedIn, spaces);
  const asked = domains.filter(
    (domain) => from.workspace === 'stack' || config.databricks.spaces[domain] !== null,
  );
  const schemas = neededSchemas(questions, asked);
  const postgres = checkPostgres(checker, target, hostOf);
  const memory = checkMemory(checker, target);
  const done = await Promise.all([
    checker.check({ id: 'settings', title: 'Settings', defaultHint: '' }, async () => ({
      status: 'ok',
      detail: 'All are valid.',
    })),
    workspace,
    signedIn,
    genie,
    ...spaces,
    warehouses,
    ...schemas.map((schema) => checkSchema(checker, warehouses, schema)),
    checkModel(checker, config.model, signedIn),
    ...(callsModel ? [checkModelCalls(checker, target)] : []),
    checkTemporal(checker, target, timeoutMs),
    postgres,
    ...(memory === null ? [] : [memory]),
    checkIdentity(checker, config, postgres),
    checkTools(checker, config, postgres),
    checkHosts(checker, target),
  ]);
  return done.map(({ row }) => row);
}
