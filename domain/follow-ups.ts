import type { Cell, Evidence } from './evidence.ts';

/**
 * A parameter that a row of the table fills: its kind, and the columns with its name, best first.
 */
export type QuestionParameter = {
  /** Its name in the statement. */
  readonly name?: string;
  readonly role: string;
  readonly columns: readonly string[];
};

/** A question to suggest after a table, and the parameters that the table fills. */
export type NextQuestion = {
  /** Id of the certified question, `<domain>/<name>`. */
  readonly id: string;
  readonly question: string;
  readonly parameters: readonly QuestionParameter[];
};

const maxFollowUps = 3;
/** Longer names are not used in a question; UTF-16 units. */
const maxNameLength = 120;
/** How many rows are searched for one that has a name for every parameter. */
const searchedRows = 20;

/** Words of a question that the name replaces, by role. */
const placeholders: Readonly<Record<string, RegExp>> = {
  job: /\b(?:one|a|this) job\b/g,
  table: /\b(?:one|a|this|which) table\b/g,
  user: /\b(?:one|a|this) user\b/g,
};

/** How a name is written in a question, by role; other roles write only the name. */
const nameFormats: Readonly<Record<string, (name: string) => string>> = {
  workspace: (name) => (/^\d+$/.test(name) ? `workspace ${name}` : name),
  job: (name) => (/^\d+$/.test(name) ? `job ${name}` : `the job \`${name}\``),
  warehouse: (name) => `the warehouse \`${name}\``,
};

/** The preposition before a name that is added to the end of a question, by role; else `for`. */
const prepositions: Readonly<Record<string, string>> = { workspace: 'in', user: 'by' };

/**
 * The questions to suggest after these tables, with names from their first rows. A question that
 * one of the tables answers already is left out, and so is one when no row has all its names.
 *
 * @param nextOf The next questions of a table.
 * @returns At most three, each once, in the order of the tables.
 */
export function followUpsOf(
  evidence: readonly Evidence[],
  nextOf: (table: Evidence) => readonly NextQuestion[],
): readonly string[] {
  const answered = new Set(evidence.map(({ certified }) => certified));
  const questions = evidence.flatMap((table) =>
    nextOf(table)
      .filter(({ id, parameters }) => parameters.length > 0 || !answered.has(id))
      .flatMap((next) => withNames(next, table) ?? []),
  );
  return [...new Set(questions)].slice(0, maxFollowUps);
}

function withNames({ question, parameters }: NextQuestion, table: Evidence): string | null {
  if (parameters.length === 0) return question;
  for (const row of table.rows.slice(0, searchedRows)) {
    const names = parameters.map(({ role, columns }) => ({
      role,
      name: nameIn(table, row, columns),
    }));
    if (names.every(({ name }) => name !== null)) {
      return names.reduce((text, { role, name }) => insertName(text, role, name ?? ''), question);
    }
  }
  return null;
}

function nameIn(table: Evidence, row: readonly Cell[], columns: readonly string[]): string | null {
  const names = columns.map((column) => {
    const cell = row[table.columns.findIndex(({ name }) => name === column)] ?? null;
    return cell === null ? '' : String(cell).replaceAll(/\s+/g, ' ').replaceAll('`', "'").trim();
  });
  return names.find((name) => name !== '' && name.length <= maxNameLength) ?? null;
}

/** A question with a name of a kind: "What did one job cost?" is asked about the job `etl`. Pure. */
export function insertName(question: string, role: string, name: string): string {
  const named = nameFormats[role]?.(name) ?? name;
  const placeholder = placeholders[role];
  if (placeholder !== undefined && question.search(placeholder) >= 0) {
    return question.replaceAll(placeholder, () => named);
  }
  const [, text = question, end = ''] = /^([\s\S]*?)([?.]?)$/.exec(question) ?? [];
  return `${text} ${prepositions[role] ?? 'for'} ${named}${end}`;
}
