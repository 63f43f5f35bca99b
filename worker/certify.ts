import type { Certification } from '../activities/deps.ts';
import type { Completeness } from '../domain/completeness.ts';
import type { NextQuestion } from '../domain/follow-ups.ts';
import { matchCertified } from '../sql/catalogue.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';

/** Makes the look-up from a statement to what its certified question says of the evidence. */
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
      caveats: question.caveats,
      next: question.next.flatMap((step) => nextQuestion(question, step, byId.get(step.ask)) ?? []),
      columns: new Map(
        Object.entries(question.columns).map(([name, { is, unit }]) => [
          name,
          { is, unit: unit ?? null },
        ]),
      ),
    };
  };
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A column tells how far the source reaches only where it is the period of the rows. */
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

/** A thing is named by its label where the table has one, else by its id. */
function nextQuestion(
  { columns }: CertifiedQuestion,
  step: CertifiedQuestion['next'][number],
  target: CertifiedQuestion | undefined,
): NextQuestion | null {
  if (target === undefined) return null;
  const parameters = Object.entries(step.with).flatMap(([parameter, column]) => {
    const role = target.parameters[parameter]?.role;
    const label = column.replace(/_id$/, '_name');
    const named = label !== column && label in columns ? [label, column] : [column];
    return role === undefined ? [] : [{ role, columns: named }];
  });
  return { id: target.id, question: target.question, parameters };
}
