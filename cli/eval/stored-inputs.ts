import { createHash } from 'node:crypto';
import type { InputDeps } from '../../activities/synthesise/inputs.ts';
import type { CheckStore } from '../../domain/worker-ports.ts';
import { domains, type Domain } from '../../domain/domains.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { LogEvent } from '../../domain/events.ts';
import { evidenceId } from '../../domain/ids.ts';
import type { Investigation, ToolResource } from '../../domain/investigation.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import type { EndedTool } from '../../domain/tools.ts';

/** What a service tells of an investigation that has ended. */
export type StoredInvestigation = {
  readonly investigation: Investigation;
  readonly evidence: readonly Evidence[];
  readonly events: readonly LogEvent[];
  /** What was said in the session before it. */
  readonly history: SessionHistory;
  /** Domains that its owner can ask. */
  readonly available: readonly Domain[];
};

const notAgain = (): never => {
  throw new Error('Nothing is stored when an answer is written again.');
};

/** The ends of the checks that were stored: a table has an id that follows from the key of its check. */
function checksOf({ investigation, evidence }: StoredInvestigation): InputDeps['store']['checks'] {
  const end: CheckStore['end'] = notAgain;
  return {
    ended: async ({ id }, key) => {
      const hex = createHash('sha256').update(`${id}:${key}`).digest('hex').slice(0, 32);
      const table = evidence.find((one) => one.id === evidenceId(hex));
      return table === undefined
        ? { kind: 'failed', reason: 'It was not looked up.' }
        : { kind: 'rows', evidence: table };
    },
    explanation: async () => investigation.explanation,
    end,
    keep: notAgain,
    tell: async () => {},
  };
}

/**
 * A store that has what a service tells of one investigation, as what writes an answer reads it.
 *
 * Pure.
 */
export function storedInputs(stored: StoredInvestigation): Pick<InputDeps, 'store' | 'genie'> & {
  readonly spaces: InputDeps['settings']['spaces'];
} {
  const { investigation: one, evidence, available } = stored;
  const url = evidence.flatMap(({ source }) => (source.kind === 'genie' ? [source.url] : []))[0];
  return {
    genie: { urlOf: () => url ?? 'http://workspace.invalid/' },
    spaces: Object.fromEntries(
      domains.map((domain) => [domain, available.includes(domain) ? domain : null]),
    ) as Record<Domain, string | null>,
    store: {
      investigation: async ({ owner }) => ({
        ...one,
        owner,
        domains: null,
        // Those are not among the available ones.
        closedDomains: [],
        budgetSeconds: 0,
        createdAtMs: Date.parse(one.createdAt),
        deadlineAtMs: Date.parse(one.deadlineAt),
        cancelRequestedAtMs: null,
        rowsDeletedAtMs: null,
        isMemoryRepaired: false,
      }),
      committedRouting: async () =>
        one.routing === null ? null : { routing: one.routing, degraded: degradedOf(stored) },
      evidence: async () => evidence,
      history: async () => stored.history,
      lanes: async () =>
        one.lanes
          .map((lane) => ({ ...lane, question: askedOf(one, lane), ...firstLeg }))
          .toSorted((left, right) => (left.domain < right.domain ? -1 : 1)),
      checks: checksOf(stored),
      tools: { ended: async () => one.tools.flatMap(endedTool) },
      rounds: {
        all: () => Promise.reject(new Error('A deep investigation is not written again.')),
      },
    },
  };
}

function endedTool({ tool, outcome, summary, data }: ToolResource): readonly EndedTool[] {
  return outcome === null ? [] : [{ tool, outcome, summary: summary ?? '', data }];
}

const firstLeg = { round: 1, spaceId: null, epoch: 1, attempt: 1, ask: 1 } as const;

/** What a domain was given to answer; a later leg may have asked it in other words. */
const askedOf = (
  { routing }: Investigation,
  { domain, question }: Investigation['lanes'][number],
): string => routing?.domains.find((one) => one.domain === domain)?.question ?? question;

/** Why routing was made without a model, where it was. */
const degradedOf = ({ events }: StoredInvestigation) =>
  events.flatMap((event) => (event.type === 'routed' ? (event.degradedDetail ?? []) : []));

/** Whether a model wrote the answer: it was called, and nothing tells that the rules did it instead. Pure. */
export function isByModel(stored: StoredInvestigation): boolean {
  const called = stored.events.some(
    (event) => event.type === 'answer.finished' && (event.prompt ?? null) !== null,
  );
  const degraded = stored.investigation.answer?.degradedDetail ?? [];
  return called && degraded.length === degradedOf(stored).length;
}

/** When the answer was begun, by the clock of the service; epoch milliseconds. Pure. */
export function writtenAtMs({ events, investigation }: StoredInvestigation): number {
  const begun = events.findLast(({ type }) => type === 'answer.started');
  return Date.parse(begun?.at ?? investigation.createdAt);
}
