import type { Cell, Evidence } from './evidence.ts';

/** What a drill-down is filled with: the kind of thing, and the columns that name it, best first. */
export type Filling = {
  readonly role: string;
  readonly columns: readonly string[];
};

/** A question that goes on from a table, and what of the table it is about. */
export type NextQuestion = {
  /** Id of the certified question, `<domain>/<name>`. */
  readonly id: string;
  readonly question: string;
  readonly fillings: readonly Filling[];
};

/** Questions that an answer suggests at most. */
const mostFollowUps = 3;
/** A name that is longer is not put into a question, in UTF-16 units. */
const longestName = 120;
/** Rows that are looked through for one that names everything. */
const searchedRows = 20;

/** How a question speaks of a thing before its name is known. */
const placeholders: Readonly<Record<string, RegExp>> = {
  job: /\b(?:one|a|this) job\b/g,
  table: /\b(?:one|a|this|which) table\b/g,
  user: /\b(?:one|a|this) user\b/g,
};

/** How a question names a thing. */
const naming: Readonly<Record<string, (name: string) => string>> = {
  workspace: (name) => (/^\d+$/.test(name) ? `workspace ${name}` : name),
  job: (name) => (/^\d+$/.test(name) ? `job ${name}` : `the job \`${name}\``),
  warehouse: (name) => `the warehouse \`${name}\``,
};

/** What stands before a name that is put behind a question. */
const prepositions: Readonly<Record<string, string>> = { workspace: 'in', user: 'by' };

/**
 * The questions that go on from these tables, with the names of their first rows filled in. A question
 * that a table answers already is left out, and so is one whose names no row has.
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
      .filter(({ id, fillings }) => fillings.length > 0 || !answered.has(id))
      .flatMap((next) => fill(next, table) ?? []),
  );
  return [...new Set(questions)].slice(0, mostFollowUps);
}

function fill({ question, fillings }: NextQuestion, table: Evidence): string | null {
  if (fillings.length === 0) return question;
  for (const row of table.rows.slice(0, searchedRows)) {
    const names = fillings.map(({ role, columns }) => ({
      role,
      name: nameIn(table, row, columns),
    }));
    if (names.every(({ name }) => name !== null)) {
      return names.reduce((text, { role, name }) => put(text, role, name ?? ''), question);
    }
  }
  return null;
}

function nameIn(table: Evidence, row: readonly Cell[], columns: readonly string[]): string | null {
  const names = columns.map((column) => {
    const cell = row[table.columns.findIndex(({ name }) => name === column)] ?? null;
    return cell === null ? '' : String(cell).replaceAll(/\s+/g, ' ').replaceAll('`', "'").trim();
  });
  return names.find((name) => name !== '' && name.length <= longestName) ?? null;
}

function put(question: string, role: string, name: string): string {
  const named = naming[role]?.(name) ?? name;
  const placeholder = placeholders[role];
  if (placeholder !== undefined && question.search(placeholder) >= 0) {
    return question.replaceAll(placeholder, () => named);
  }
  const [, text = question, end = ''] = /^([\s\S]*?)([?.]?)$/.exec(question) ?? [];
  return `${text} ${prepositions[role] ?? 'for'} ${named}${end}`;
}
