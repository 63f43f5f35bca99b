import { z } from 'zod';
import type { Domain } from '../domain/domains.ts';
import { domains } from '../domain/domains.ts';
import type { SuiteName } from '../domain/evaluation.ts';
import type { ProposedCase } from '../domain/feedback.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import type { CertifiedQuestion } from '../sql/catalogue.ts';
import { DomainNames, FirstLineLabel } from './case.ts';
import type { EvaluationCase } from './case.ts';
import { readCauseQuestions } from './causes/dataset.ts';
import { feedbackCases, readFeedbackSet } from './feedback.ts';
import { datasetFile, readJsonl } from './read-jsonl.ts';
import { readRoutingSet } from './routing.ts';

const Answered = FirstLineLabel.extend({
  id: z.string(),
  question: z.string().min(1),
  intent: z.string(),
  domains: DomainNames.min(1),
  /** How the label was computed. */
  from: z.string(),
});

/** The day of the generated data whose ledger the labels of answers were computed from. */
const answersDay = '2026-11-18';
const unlabelled = { route: null, certified: null, firstLine: null, cause: null, asOf: null };

const certifiedCase = ({ id, domain, question }: CertifiedQuestion): EvaluationCase => ({
  ...unlabelled,
  id,
  question,
  route: { exactly: [[domain]] },
  certified: id,
});

const certified = (): readonly EvaluationCase[] => loadCatalogue().questions.map(certifiedCase);

/** Questions of each domain in the smallest suite. */
const probesOfDomain = 3;

/** A few certified questions of a domain: the middle ones of as many parts of the list. */
function probesOf(domain: Domain): readonly EvaluationCase[] {
  const all = loadCatalogue().questions.filter((one) => one.domain === domain);
  const count = Math.min(probesOfDomain, all.length);
  return Array.from({ length: count }, (_, n) => Math.floor(((n + 0.5) * all.length) / count))
    .flatMap((at) => all[at] ?? [])
    .map(certifiedCase);
}

function answers(): readonly EvaluationCase[] {
  const rows = readJsonl(datasetFile('answers.jsonl'), Answered, ({ id }) => id);
  return rows.map(({ id, question, domains: among, expect, mustNot }) => ({
    ...unlabelled,
    id,
    question,
    route: { among },
    firstLine: { expect, mustNot },
    asOf: answersDay,
  }));
}

/** The questions for checking that need no earlier turn, those of no domain among them. */
function routed(): readonly EvaluationCase[] {
  return readRoutingSet('check')
    .filter(({ session }) => session.length === 0)
    .map(({ id, question, domains: wanted, alsoFine }) => ({
      ...unlabelled,
      id,
      question,
      route: { exactly: [wanted, ...alsoFine] },
    }));
}

const causes = (): readonly EvaluationCase[] =>
  readCauseQuestions().map((cause) => ({
    ...unlabelled,
    id: cause.id,
    question: cause.question,
    cause,
    asOf: answersDay,
  }));

/** Questions that a person has accepted: those kept as a file, and those of the database. */
const ofFeedback = (accepted: readonly ProposedCase[]): readonly EvaluationCase[] =>
  feedbackCases(readFeedbackSet(), accepted);

type Suite = {
  readonly says: string;
  readonly cases: (accepted: readonly ProposedCase[]) => readonly EvaluationCase[];
};

/** The suites, by name: what each asks, and its questions in order, with those accepted from feedback. */
export const suites = {
  probe: {
    says: 'three certified questions of each domain',
    cases: () => domains.flatMap(probesOf),
  },
  plain: {
    says: 'every certified question, and the questions for routing',
    cases: () => [...certified(), ...routed()],
  },
  answers: { says: 'questions whose first line is labelled', cases: answers },
  causes: { says: 'questions for the cause of planted incidents', cases: causes },
  feedback: { says: 'questions that were accepted from feedback', cases: ofFeedback },
  all: {
    says: 'all of these',
    cases: (accepted) => [
      ...certified(),
      ...routed(),
      ...answers(),
      ...causes(),
      ...ofFeedback(accepted),
    ],
  },
} as const satisfies Record<SuiteName, Suite>;

/** The name of a suite from text from outside; null when there is none. Pure. */
export const suiteNamed = (text: string): SuiteName | null =>
  Object.hasOwn(suites, text) ? (text as SuiteName) : null;
