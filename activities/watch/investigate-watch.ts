import { mayAsk } from '../../domain/access.ts';
import { admit } from '../../domain/admit.ts';
import { domains } from '../../domain/domains.ts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationInput } from '../../domain/investigation.ts';
import { mostWatchInvestigations, watchQuestion } from '../../domain/watch.ts';
import type { Watch, WatchAdmission, WatchSteps } from '../../domain/watch.ts';
import type { WatchDeps } from './deps.ts';

const laterMs = 15_000;

type Args = Parameters<WatchSteps['investigateWatch']>[0];

/**
 * Admits the deep investigation of what fired, as its owner would ask for it, by a key of its own: an
 * attempt after the first gets the same one.
 *
 * Effect: inserts its row with `queued`, and links it to the event; the workflow starts the run.
 */
export async function investigateWatch(deps: WatchDeps, args: Args): Promise<WatchAdmission> {
  const { ref, n } = args;
  const { watches } = deps;
  const [watch, event] = await Promise.all([watches.find(ref), watches.event(ref, n)]);
  if (watch === null || event === null) return { kind: 'refused', reason: 'It is gone.' };
  const refuse = async (reason: string): Promise<WatchAdmission> => {
    await watches.link(ref, n, { detail: { reason, remedy: '' } });
    return { kind: 'refused', reason };
  };
  const isNew = event.investigationId === null;
  if (isNew && (await watches.investigationsToday(ref)) >= mostWatchInvestigations)
    return refuse(`${mostWatchInvestigations} investigations of this watch were asked today.`);
  const question = deps.questionOf(watch.spec);
  if (question === null) return refuse(`${watch.spec.question} is no certified question any more.`);
  const domain = domains.find((one) => one === question.domain);
  try {
    const asked = watchQuestion(watch.spec, question.question, event.objects);
    const { id, input } = await ask(deps, watch, { key: `${watch.id}:${n}`, asked, domain });
    await watches.link(ref, n, { investigationId: id });
    return { kind: 'admitted', input };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, details } = error;
    if (code === 'limit.exceeded')
      return { kind: 'later', afterMs: details.retryAfterMs ?? laterMs };
    if (code === 'limit.day' || code === 'auth.denied') return refuse(message);
    throw error;
  }
}

async function ask(
  deps: WatchDeps,
  { owner, groups }: Watch,
  given: {
    readonly key: string;
    readonly asked: string;
    readonly domain: (typeof domains)[number] | undefined;
  },
): Promise<{ readonly id: string; readonly input: InvestigationInput | null }> {
  let input: InvestigationInput | null = null;
  const row = await admit(
    {
      store: deps.investigations,
      engine: {
        start: (started) => {
          input = { ...started, nobodyAnswers: true };
          return Promise.resolve();
        },
      },
      limits: deps.limits,
      workspace: deps.workspace,
      mayAsk: (principal, domain) => mayAsk(deps.domainAccess, principal, domain),
      ...deps.ids,
    },
    {
      principal: { id: owner, groups },
      idempotencyKey: given.key,
      question: given.asked,
      sessionId: null,
      mode: 'deep',
      budgetSeconds: null,
      domains: given.domain === undefined ? null : [given.domain],
      visibility: 'private',
    },
  );
  return { id: row.id, input };
}
