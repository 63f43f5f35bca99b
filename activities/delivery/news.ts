import { mayAsk, closedLater } from '../../domain/access.ts';
import { isDomain } from '../../domain/domains.ts';
import { parseInvestigationId } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation, InvestigationRow } from '../../domain/investigation.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { DueDelivery } from '../../domain/own-webhook-ports.ts';
import type { ToldEvent } from '../../domain/own-webhooks.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import { watchText } from '../../domain/watch.ts';
import type { News } from '../../domain/webhook-message.ts';
import { firstLineOf } from '../../eval/case-run.ts';
import type { DeliveryDeps } from './deps.ts';

const mostEvents = 10_000;
/** Objects of a watch and claims of a correction that one message names. */
const mostNamed = 20;

type Told = Omit<News, 'event' | 'at'> | null;
type Tell = (deps: DeliveryDeps, delivery: DueDelivery) => Promise<Told>;

/**
 * What a message tells, by the rows as they are now: so no copy of them is kept for it.
 *
 * @returns Null when its owner may not read it any more, or it is deleted.
 */
export async function newsOf(deps: DeliveryDeps, delivery: DueDelivery): Promise<News | null> {
  const { event, at } = delivery;
  const told = await tellers[event](deps, delivery);
  return told === null ? null : { event, at, ...told };
}

const tellers: Readonly<Record<ToldEvent, Tell>> = {
  'investigation.finished': tellEnd,
  'investigation.corrected': tellCorrection,
  'watch.fired': tellWatch,
  'digest.finished': tellDigest,
  'webhook.test': async (_, { webhook }) => ({
    title: 'A test of this webhook',
    text: 'Messages of Health Monitor arrive here.',
    url: null,
    data: { id: webhook.id },
  }),
};

/** The row of an investigation that its owner may still read; null for another. */
async function readable(
  { investigations, domainAccess }: DeliveryDeps,
  { owner, webhook: { groups } }: DueDelivery,
  id: InvestigationId,
): Promise<InvestigationRow | null> {
  const row = await investigations.find({ id, owner });
  if (row === null) return null;
  const closed = closedLater(domainAccess, { id: owner, groups }, row);
  if (closed.length === 0) return row;
  const asked = await investigations.domainsOf(row);
  return closed.some((domain) => asked.includes(domain)) ? null : row;
}

async function readResource(
  deps: DeliveryDeps,
  delivery: DueDelivery,
): Promise<Investigation | null> {
  const id = parseInvestigationId(delivery.subject);
  const row = id === null ? null : await readable(deps, delivery, id);
  if (row === null) return null;
  const options = { after: -1, limit: mostEvents, withDeltas: false };
  return foldInvestigation(row, await deps.investigations.events(row, options));
}

/** What an answer begins with. Where a marker stood before a sign, a space is left. */
const lineOf = ({ answer, failure }: Investigation): string =>
  firstLineOf(answer).replaceAll(/ +(?=[,.;:)])/g, '') || (failure?.message ?? '');

async function tellEnd(deps: DeliveryDeps, delivery: DueDelivery): Promise<Told> {
  const found = await readResource(deps, delivery);
  if (found === null || !hasEnded(found.status)) return null;
  const { id, sessionId, question, status, answer } = found;
  const line = lineOf(found);
  return {
    title: question,
    text: status === 'completed' ? line : `${status}: ${line}`,
    url: deps.linkOf(id),
    data: { id, sessionId, question, status, line, confidence: answer?.confidence ?? null },
  };
}

async function tellCorrection(deps: DeliveryDeps, delivery: DueDelivery): Promise<Told> {
  const found = await readResource(deps, delivery);
  const correction =
    found === null ? null : await deps.corrections.of({ ...delivery, id: found.id });
  if (found === null || correction === null) return null;
  const { id, question } = found;
  const claims = correction.claims.slice(0, mostNamed);
  const lines = claims.map(({ sentence, cells }) => {
    const now = cells.map(
      ({ before, after }) => `${before ?? 'nothing'} is now ${after ?? 'nothing'}`,
    );
    return `${sentence} (${now.join(', ')})`;
  });
  return {
    title: `Corrected: ${question}`,
    text: lines.join('\n'),
    url: deps.linkOf(id),
    data: { id, question, claims },
  };
}

async function tellWatch(deps: DeliveryDeps, delivery: DueDelivery): Promise<Told> {
  const { owner, subject, part, webhook } = delivery;
  const ref = { id: subject, owner };
  const [watch, event] = await Promise.all([
    deps.watches.find(ref),
    deps.watches.event(ref, Number(part)),
  ]);
  if (watch === null || event === null) return null;
  const { name, question, condition } = watch.spec;
  const [domain = ''] = question.split('/');
  if (isDomain(domain) && !mayAsk(deps.domainAccess, { id: owner, groups: webhook.groups }, domain))
    return null;
  const objects = event.objects.slice(0, mostNamed);
  const bound = watchText(condition);
  const id = parseInvestigationId(event.investigationId ?? '');
  return {
    title: `Fired: ${name}`,
    text: [bound, ...objects.map(({ label, value }) => `${label || 'all'}: ${value}`)].join('\n'),
    url: id === null ? null : deps.linkOf(id),
    data: { id: watch.id, name, question, condition: bound, objects, investigationId: id },
  };
}

async function tellDigest(deps: DeliveryDeps, delivery: DueDelivery): Promise<Told> {
  const ref = { id: delivery.subject, owner: delivery.owner };
  const [digest, run] = await Promise.all([
    deps.digests.find(ref),
    deps.digests.run(ref, delivery.part ?? ''),
  ]);
  if (digest === null || run === null) return null;
  const ids = run.parts.flatMap(({ investigationId }) => investigationId ?? []);
  const rows = await Promise.all(ids.map((id) => readable(deps, delivery, id)));
  if (rows.includes(null)) return null;
  const { name } = digest.spec;
  const parts = run.parts.map(({ question, status, line, investigationId }) => ({
    question,
    status,
    line,
    investigationId,
    url: investigationId === null ? null : deps.linkOf(investigationId),
  }));
  const told = parts.map(({ question, line, url }) =>
    [question, line ?? 'No answer.', url ?? ''].filter((one) => one !== '').join('\n'),
  );
  return {
    title: name,
    text: told.join('\n\n'),
    url: null,
    data: { id: digest.id, name, status: run.status, parts },
  };
}
