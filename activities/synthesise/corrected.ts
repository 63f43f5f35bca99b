import { checkClaims } from '../../claims/check-claims.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Usage } from '../../domain/investigation.ts';
import type {
  AnswerText,
  Composed,
  ComposeRequest,
  Draft,
  Reasoner,
} from '../../domain/reasoner-port.ts';

/** The first text is kept when the second is not there so long before the rules take over, milliseconds. */
const reserveMs = 2_000;

type Around = {
  readonly text: AnswerText;
  readonly evidence: readonly Evidence[];
  readonly signal: AbortSignal;
};

/**
 * Sends the unsupported claims of a model's text back to it once, and takes the second text if fewer of
 * its claims are unsupported. A text by rule, or one that has no time left, stays as it is.
 *
 * Effect: one call of the model at most; a text that is taken replaces the first.
 */
export async function corrected(
  reasoner: Reasoner,
  request: ComposeRequest,
  first: Composed,
  { text, evidence, signal }: Around,
): Promise<Composed> {
  const isByModel = first.prompt !== null && first.degraded.length === 0;
  const unsupported = isByModel ? unsupportedIn(first, evidence) : [];
  const modelByMs = request.modelByMs - reserveMs;
  if (unsupported.length === 0 || Date.now() >= modelByMs) return first;
  const draft = { markdown: first.markdown, unsupported };
  const second = await reasoner.compose(
    { ...request, modelByMs, modelCalls: 1, draft },
    unseen,
    signal,
  );
  const usage = sum(first.usage, second.usage);
  const isBetter =
    second.degraded.length === 0 && unsupportedIn(second, evidence).length < unsupported.length;
  if (!isBetter) return { ...first, usage };
  await text.restart();
  await text.write(second.markdown);
  return { ...second, usage };
}

/** Nobody follows the second text before it is taken. */
const unseen: AnswerText = { write: () => Promise.resolve(), restart: () => Promise.resolve() };

function unsupportedIn(
  { markdown, citations }: Composed,
  evidence: readonly Evidence[],
): Draft['unsupported'] {
  return checkClaims(markdown, citations, evidence)
    .filter(({ verdict }) => verdict === 'unsupported')
    .map(({ text, reason = 'no row supports it' }) => ({ text, reason }));
}

function sum(left: Partial<Usage>, right: Partial<Usage>): Partial<Usage> {
  const add = (name: 'modelCalls' | 'inputTokens' | 'outputTokens'): number =>
    (left[name] ?? 0) + (right[name] ?? 0);
  return {
    modelCalls: add('modelCalls'),
    inputTokens: add('inputTokens'),
    outputTokens: add('outputTokens'),
  };
}
