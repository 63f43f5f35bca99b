import { lookUpModel } from '../../adapters/model/listed.ts';
import { isAddress } from '../../adapters/outbound.ts';
import type { Config } from '../../config/index.ts';
import { hintFor } from '../../domain/hints.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Done, Seen } from './check.ts';
import { orRefused } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

const otherwise = 'Check LLM_ENDPOINT; while it is away, answers are made by rule.';
const about = { id: 'model', title: 'Model', otherwise };

/**
 * Whether the model is there for us. It is asked nothing, so that the look costs nothing.
 *
 * Effect: one GET at most.
 */
export function checkModel(
  { check, after }: Checker,
  model: Config['model'],
  signedIn: Promise<Done<SignedIn>>,
): Promise<Done<never>> {
  const { endpoint } = model;
  if (endpoint === null) {
    const rules = 'None is set: questions are routed and answers are made by rule.';
    return check(about, async () => warn(rules, 'Set LLM_ENDPOINT for a model.'));
  }
  if (isAddress(endpoint)) return check(about, (signal) => service(endpoint, model, signal));
  return after(signedIn, about, (found, signal) => servingEndpoint(endpoint, found, signal));
}

async function servingEndpoint(
  endpoint: string,
  { inspector, caller }: SignedIn,
  signal: AbortSignal,
): Promise<Seen<never>> {
  const query = { of: 'query', endpoint } as const;
  const look = async (): Promise<Seen<never>> => {
    const { isReady, level } = await inspector.endpoint(endpoint, signal);
    if (level === 'CAN_VIEW') return fail(`${endpoint}: only CAN VIEW.`, hintFor(query, caller));
    return isReady
      ? ok(`${endpoint} is ready.`)
      : warn(`${endpoint} is not ready.`, `Look at ${caller.host}/ml/endpoints/${endpoint}.`);
  };
  return orRefused(caller, query, look, { of: 'endpoint', endpoint });
}

async function service(
  endpoint: string,
  { name, apiKey }: Config['model'],
  signal: AbortSignal,
): Promise<Seen<never>> {
  const model = name ?? 'default';
  const { host } = new URL(endpoint);
  const found = await lookUpModel({ baseUrl: endpoint, model, apiKey }, signal);
  switch (found.is) {
    case 'listed':
      return ok(`${host} has ${model}.`);
    case 'refused':
      return fail(`${host} refuses the key with status ${found.status}.`, 'Set LLM_API_KEY anew.');
    case 'unlisted': {
      if (found.named.length === 0) {
        return warn(`${host} answers, but lists no models.`, 'The first question will tell.');
      }
      const hint = `Check LLM_MODEL; it lists ${found.named.join(', ')}.`;
      return warn(`${host} does not list ${model}.`, hint);
    }
  }
}
