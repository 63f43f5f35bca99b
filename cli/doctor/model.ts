import { lookUpModel } from '../../adapters/model/look-up-model.ts';
import { isAddress } from '../../adapters/outbound.ts';
import type { Config } from '../../config/index.ts';
import { hintFor } from '../../domain/hints.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

const defaultHint = 'Check LLM_ENDPOINT; without it, answers are written by fixed rules.';
const info = { id: 'model', title: 'Model', defaultHint };

/**
 * Whether the model exists and we may use it. It is not called, so the check costs nothing.
 *
 * Effect: one GET at most.
 */
export function checkModel(
  { check, after }: Checker,
  model: Config['model'],
  signedIn: Promise<Checked<SignedIn>>,
): Promise<Checked<never>> {
  const { endpoint } = model;
  if (endpoint === null) {
    const rules = 'None is set: fixed rules choose the domains and write the answers.';
    return check(info, async () => warn(rules, 'Set LLM_ENDPOINT for a model.'));
  }
  if (isAddress(endpoint)) return check(info, (signal) => service(endpoint, model, signal));
  return after(signedIn, info, (found, signal) => servingEndpoint(endpoint, found, signal));
}

async function servingEndpoint(
  endpoint: string,
  { inspector, caller }: SignedIn,
  signal: AbortSignal,
): Promise<Finding<never>> {
  const query = { kind: 'query', endpoint } as const;
  const readEndpoint = async (): Promise<Finding<never>> => {
    const { isReady, level } = await inspector.endpoint(endpoint, signal);
    if (level === 'CAN_VIEW') return fail(`${endpoint}: only CAN VIEW.`, hintFor(query, caller));
    return isReady
      ? ok(`${endpoint} is ready.`)
      : warn(`${endpoint} is not ready.`, `Open ${caller.host}/ml/endpoints/${endpoint}.`);
  };
  return orRefused(caller, query, readEndpoint, { kind: 'endpoint', endpoint });
}

async function service(
  endpoint: string,
  { name, apiKey }: Config['model'],
  signal: AbortSignal,
): Promise<Finding<never>> {
  const model = name ?? 'default';
  const { host } = new URL(endpoint);
  const found = await lookUpModel({ baseUrl: endpoint, model, apiKey }, signal);
  switch (found.is) {
    case 'listed':
      return ok(`${host} has ${model}.`);
    case 'refused':
      return fail(`${host} refuses the key with status ${found.status}.`, 'Set a new LLM_API_KEY.');
    case 'unlisted': {
      if (found.named.length === 0) {
        return warn(`${host} answers, but lists no models.`, 'npm run doctor -- --model calls it.');
      }
      const hint = `Check LLM_MODEL; it lists ${found.named.join(', ')}.`;
      return warn(`${host} does not list ${model}.`, hint);
    }
  }
}
