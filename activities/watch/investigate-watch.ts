import { domains } from '../../domain/domains.ts';
import { mostWatchInvestigations, watchQuestion } from '../../domain/watch.ts';
import type { WatchAdmission, WatchSteps } from '../../domain/watch.ts';
import { askAsOwner } from '../ask-as-owner.ts';
import type { WatchDeps } from './deps.ts';

type Args = Parameters<WatchSteps['investigateWatch']>[0];

/**
 * Admits the deep investigation of what fired, as its owner would ask for it, by a key of its own: an
 * attempt after the first gets the same one.
 *
 * Effect: inserts its row with `queued`, and links it to the event; the workflow starts the run.
 */
export async function investigateWatch(deps: WatchDeps, { ref, n }: Args): Promise<WatchAdmission> {
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
  const asked = await askAsOwner(
    deps,
    { id: watch.owner, groups: watch.groups },
    {
      key: `${watch.id}:${n}`,
      question: watchQuestion(watch.spec, question.question, event.objects),
      mode: 'deep',
      domains: domain === undefined ? null : [domain],
    },
  );
  if (asked.kind === 'refused') return refuse(asked.reason);
  if (asked.kind === 'admitted') await watches.link(ref, n, { investigationId: asked.id });
  return asked;
}
