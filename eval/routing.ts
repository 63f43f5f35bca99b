import { z } from 'zod';
import type { Domain } from '../domain/domains.ts';
import { DomainNames } from './case.ts';
import { datasetFile, readJsonl } from './read-jsonl.ts';

const Turn = z.object({
  question: z.string(),
  domains: DomainNames,
  names: z.array(z.string()).default([]),
});
const Labelled = z.object({
  id: z.string(),
  question: z.string(),
  session: z.array(Turn).default([]),
  domains: DomainNames,
  alsoFine: z.array(DomainNames).default([]),
  split: z.enum(['tune', 'check']),
  kind: z.enum(['single', 'multi', 'follow-up', 'off-topic', 'typo']),
});

/** A question, the session before it, and the sets of domains that it may be asked of. */
export type LabelledQuestion = z.infer<typeof Labelled>;

/** How questions were routed, against their labels. */
export type RoutingVerdict = {
  readonly questions: number;
  /** Shares, 0 to 1, of questions that went to exactly the domains of a label: all, and by kind. */
  readonly exact: number;
  readonly exactByKind: ReadonlyMap<string, number>;
  /** Domains asked for each that the labels need: above 1 costs quota, below 1 leaves parts unanswered. */
  readonly askedPerNeeded: number;
  /** Wanted domain → domain asked → number of questions; `none` for no domain. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/**
 * Reads the labelled questions of one part.
 *
 * Effect: reads `eval/datasets/routing.jsonl`.
 *
 * @throws {Error} A line that is no labelled question, with its number.
 */
export function readRoutingSet(part: LabelledQuestion['split']): readonly LabelledQuestion[] {
  return readJsonl(datasetFile('routing.jsonl'), Labelled, ({ id }) => id).filter(
    ({ split }) => split === part,
  );
}

/** The conversation before a question: what was asked of which domains, and the names of each answer. Pure. */
export const historyOf = ({ session }: LabelledQuestion) => ({
  messages: session.flatMap(({ question, domains: asked, names }) => [
    { role: 'user' as const, content: question, domains: asked },
    {
      role: 'assistant' as const,
      content: names.map((name) => `\`${name}\``).join(', '),
      domains: [],
    },
  ]),
});

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.toSorted().join() === right.toSorted().join();

const orNone = (set: readonly string[]): readonly string[] => (set.length === 0 ? ['none'] : set);

/** Judges where questions were routed. Pure, as far as `route` is. */
export function judgeRouting(
  questions: readonly LabelledQuestion[],
  route: (question: LabelledQuestion) => readonly Domain[],
): RoutingVerdict {
  const kinds = new Map<string, boolean[]>();
  const confusion = new Map<string, Map<string, number>>();
  let [asked, needed] = [0, 0];
  for (const question of questions) {
    const to = route(question);
    const labels = [question.domains, ...question.alsoFine];
    const label = labels.find((set) => sameSet(set, to));
    kinds.set(question.kind, [...(kinds.get(question.kind) ?? []), label !== undefined]);
    asked += to.length;
    needed += question.domains.length;
    const wanted = label ?? question.domains;
    for (const domain of orNone(wanted.filter((one) => !to.includes(one)))) {
      // A wanted domain that was asked stands on the diagonal; a missed one beside what was asked instead.
      const instead = orNone(to.filter((one) => !wanted.includes(one)));
      if (label === undefined) for (const other of instead) add(confusion, domain, other);
    }
    for (const domain of orNone(wanted))
      if (label !== undefined || to.some((one) => one === domain)) add(confusion, domain, domain);
  }
  const share = (some: readonly boolean[]) => some.filter(Boolean).length / some.length;
  return {
    questions: questions.length,
    exact: share([...kinds.values()].flat()),
    exactByKind: new Map([...kinds].map(([kind, some]) => [kind, share(some)])),
    askedPerNeeded: asked / needed,
    confusion,
  };
}

function add(table: Map<string, Map<string, number>>, wanted: string, asked: string): void {
  const row = table.get(wanted) ?? new Map<string, number>();
  table.set(wanted, row.set(asked, (row.get(asked) ?? 0) + 1));
}
