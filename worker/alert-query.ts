import type { AlertQuery } from '../domain/alert-rule.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { withDefaults } from '../sql/default-expression.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Given = Evidence['parameters'];

const valueOf = (question: CertifiedQuestion, given: Given, role: string): string | undefined => {
  const [name] = Object.entries(question.parameters).find(([, one]) => one.role === role) ?? [];
  return given.find((one) => one.name === name)?.value;
};

/** The window of a finding as one of the same length that ends at each check; nothing without one. */
function movingWindow(question: CertifiedQuestion, given: Given): Record<string, string> {
  const from = Date.parse(valueOf(question, given, 'window.from') ?? '');
  const to = Date.parse(valueOf(question, given, 'window.to') ?? '');
  const names = Object.entries(question.parameters);
  const bounds = names.filter(([, { role }]) => role === 'window.from' || role === 'window.to');
  const lengthMs = to - from;
  if (Number.isNaN(lengthMs) || lengthMs <= 0) return {};
  return Object.fromEntries(
    bounds.map(([name, { type, role }]) => {
      const base = type === 'DATE' ? 'today' : 'now';
      const back =
        type === 'DATE' ? `${Math.ceil(lengthMs / dayMs)}d` : `${Math.ceil(lengthMs / hourMs)}h`;
      return [name, role === 'window.from' ? `${base}-${back}` : base];
    }),
  );
}

/** The values of a finding that are no window, as the header has its defaults. */
function fixedValues(question: CertifiedQuestion, given: Given): Record<string, string | number> {
  return Object.fromEntries(
    given.flatMap(({ name, value }): [string, string | number][] => {
      const parameter = question.parameters[name];
      if (parameter === undefined || /^(DATE|TIMESTAMP)$/.test(parameter.type)) return [];
      if (parameter.type === 'STRING') return [[name, value]];
      // Written into the statement: nothing but a number may get there.
      return value.trim() !== '' && Number.isFinite(Number(value)) ? [[name, Number(value)]] : [];
    }),
  );
}

/**
 * Creates the function that makes a statement for alerts of a certified finding: with its values, and a
 * window that moves with the clock. Null for a question that is not in the catalogue.
 */
export function createAlertQuery({
  questions,
}: Catalogue): (evidence: Pick<Evidence, 'certified' | 'parameters'>) => AlertQuery | null {
  const byId = new Map(questions.map((one) => [one.id, one]));
  return ({ certified, parameters }) => {
    const question = byId.get(certified ?? '');
    if (question === undefined) return null;
    const instead = { ...fixedValues(question, parameters), ...movingWindow(question, parameters) };
    return {
      sql: withDefaults(question, instead),
      question: question.question,
      order: question.rows.order,
      columns: Object.entries(question.columns).map(([name, { type, is, unit }]) => ({
        name,
        type,
        is,
        unit: unit ?? null,
      })),
    };
  };
}
