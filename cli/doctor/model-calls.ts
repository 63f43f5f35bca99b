import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { modelSettings } from '../../adapters/connect.ts';
import { createModelCalls } from '../../adapters/model/model-calls.ts';
import { ModelFailure } from '../../adapters/model/model-failure.ts';
import { isAddress } from '../../adapters/outbound.ts';
import { agentCards } from '../../agents/index.ts';
import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import type { Target } from './target.ts';

const defaultHint = 'Check LLM_ENDPOINT, LLM_MODEL and LLM_API_KEY.';
/** A model may take this many times as long as another check. */
const timeoutFactor = 6;

/**
 * Whether the model can do what an investigation needs of it: one call chooses domains, one writes a
 * text. Parameters that it refuses are named.
 *
 * Effect: two calls of the model, which cost tokens.
 */
export function checkModelCalls({ check }: Checker, target: Target): Promise<Checked<never>> {
  const info = { id: 'model-calls', title: 'Model calls', defaultHint, timeoutFactor };
  return check(info, (signal) => callModel(target.config, signal));
}

async function callModel(
  { databricks, model }: Target['config'],
  signal: AbortSignal,
): Promise<Finding<never>> {
  const { endpoint } = model;
  if (endpoint === null) return warn('No model is set.', 'Set LLM_ENDPOINT for a model.');
  const { host } = databricks;
  if (host === null && !isAddress(endpoint)) {
    return fail(`${endpoint} is an endpoint of a workspace.`, 'Set DATABRICKS_HOST.');
  }
  const refused: string[] = [];
  const authenticate = createAuthenticate({ ...databricks, host: host ?? '' });
  const settings = modelSettings(model, host ?? '', authenticate, ({ parameter }) => {
    refused.push(String(parameter));
  });
  if (settings === null) return warn('No model is set.', 'Set LLM_ENDPOINT for a model.');
  const startedMs = performance.now();
  try {
    const chosen = await tryBothCalls(createModelCalls(settings), signal);
    const took = `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
    const without =
      refused.length === 0 ? '' : ` It refuses ${refused.join(', ')}, which is left out.`;
    return ok(`${settings.model} chose ${chosen} and wrote a text in ${took}.${without}`);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    return fail(
      `${settings.model} cannot be used: ${error.message.replace(/\.$/, '')}.`,
      defaultHint,
    );
  }
}

/** Both calls end with the check that makes them. */
const limits = { totalMs: Number.MAX_SAFE_INTEGER, silenceMs: Number.MAX_SAFE_INTEGER };
const request = { history: { messages: [] }, modelByMs: Number.MAX_SAFE_INTEGER };

async function tryBothCalls(
  calls: ReturnType<typeof createModelCalls>,
  signal: AbortSignal,
): Promise<string> {
  const question = 'Which jobs failed last night?';
  const spaces = Object.fromEntries(domains.map((domain) => [domain, 'any']));
  const cards = agentCards(spaces as Record<Domain, string>);
  const options = { limits, signal, onUsage: () => {} };
  const whole = { ...request, question, share: 1 };
  const chosen = await calls.route({ ...whole, cards, byRules: [], lastReply: null }, options);
  const text = { ...whole, lanes: [], wordsOf: () => null, caveats: [], modelCalls: 1 };
  await calls.compose(text, async () => {}, options);
  return chosen.domains.map(({ domain }) => domain).join(', ') || 'no domain';
}
