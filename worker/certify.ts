import type { Certification } from '../activities/deps.ts';
import type { AnswerWords } from '../domain/answer-words.ts';
import type { Completeness } from '../domain/completeness.ts';
import type { NextQuestion } from '../domain/follow-ups.ts';
import { matchCertified } from '../sql/catalogue.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';

/** Creates the function that finds what the certified question with a statement declares. */
export function createCertify(catalogue: Catalogue): (sql: string) => Certification | null {
  const byId = new Map(catalogue.questions.map((question) => [question.id, question]));
  return (sql) => {
    const question = matchCertified(catalogue, sql);
    if (!question) return null;
    return {
      certified: question.id,
      scope: question.scope,
      priceBasis: question.price ?? null,
      completeness: completenessOf(question),
      words: wordsOf(question),
      caveats: question.caveats,
      next: stepsOf(question, byId).flatMap(
        (step) => nextQuestion(question, step, byId.get(step.ask)) ?? [],
      ),
      columns: new Map(
        Object.entries(question.columns).map(([name, { is, unit }]) => [
          name,
          { is, unit: unit ?? null },
        ]),
      ),
    };
  };
}

/** A step of another question with the names that a question has; null when it lacks more than a workspace. */
function withOwnNames(
  { columns }: CertifiedQuestion,
  { ask, with: given }: CertifiedQuestion['next'][number],
): CertifiedQuestion['next'][number] | null {
  const filled = Object.entries(given).filter(
    ([, column]) => column.replace(/_id$/, '_name') in columns,
  );
  const lacks = Object.keys(given).filter((name) => !filled.some(([one]) => one === name));
  return lacks.every((name) => name === 'workspace')
    ? { ask, with: Object.fromEntries(filled) }
    : null;
}

/**
 * The next questions of a question, then theirs and so on, each once: as far as its own columns have the
 * names that they need. Nobody reads an id where another question had the name.
 */
function stepsOf(
  question: CertifiedQuestion,
  byId: ReadonlyMap<string, CertifiedQuestion>,
): readonly CertifiedQuestion['next'][number][] {
  const found = new Map<string, CertifiedQuestion['next'][number]>();
  const open = [...question.next];
  for (let step = open.shift(); step !== undefined; step = open.shift()) {
    const filled = question.next.includes(step) ? step : withOwnNames(question, step);
    if (filled === null || step.ask === question.id || found.has(step.ask)) continue;
    found.set(step.ask, filled);
    open.push(...(byId.get(step.ask)?.next ?? []));
  }
  return [...found.values()];
}

function wordsOf(certified: CertifiedQuestion): AnswerWords | null {
  const { answer, parameters, question, variants } = certified;
  if (answer === undefined) return null;
  const roles = Object.entries(parameters).map(([name, { role }]) => [name, role] as const);
  return { ...answer, asks: [question, ...variants], roles: new Map(roles) };
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The declared column is the period column only when it is part of the rows' key. */
function completenessOf({
  completeness,
  parameters,
  rows,
}: CertifiedQuestion): Completeness | null {
  if (completeness === undefined) return null;
  const { lag, column } = completeness;
  const unit = lag.at(-1) as keyof typeof unitMs;
  const windowEnd = Object.entries(parameters).find(([, { role }]) => role === 'window.to');
  return {
    lagMs: Number(lag.slice(0, -1)) * unitMs[unit],
    windowEnd: windowEnd?.[0] ?? null,
    periodColumn: column !== undefined && rows.key.includes(column) ? column : null,
  };
}

/**
 * A parameter takes its value from the name column that belongs to the id column, else from the id.
 */
function nextQuestion(
  { columns }: CertifiedQuestion,
  step: CertifiedQuestion['next'][number],
  target: CertifiedQuestion | undefined,
): NextQuestion | null {
  if (target === undefined) return null;
  const parameters = Object.entries(step.with).flatMap(([parameter, column]) => {
    const role = target.parameters[parameter]?.role;
    const label = column.replace(/_id$/, '_name');
    const nameColumns = label !== column && label in columns ? [label, column] : [column];
    return role === undefined ? [] : [{ name: parameter, role, columns: nameColumns }];
  });
  return { id: target.id, question: target.question, parameters };
}
