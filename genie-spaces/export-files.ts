import type { WholeSpace } from '../adapters/databricks/genie-spaces.ts';
import type { Domain } from '../domain/domains.ts';
import type { Catalogue, CertifiedQuestion } from '../sql/catalogue.ts';
import { itemId } from './item-id.ts';
import { withQuestion, withStatement } from './question-file.ts';
import {
  type Item,
  itemsOf,
  meansSame,
  ownFields,
  type SerializedSpace,
  textOf,
} from './serialized-space.ts';
import { skeletonFile } from './skeleton-file.ts';
import { exampleItem, pathOf } from './wanted-space.ts';

/** Texts by the path of their file, below the folder of the export. */
export type ExportFiles = ReadonlyMap<string, string>;

type Sources = {
  readonly catalogue: Catalogue;
  /** The text of a question's file. */
  readonly sourceOf: (question: CertifiedQuestion) => string;
};

/** A file name from words: `Which jobs failed?` → `which_jobs_failed`. */
function slug(words: string): string {
  const text = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '');
  return text === '' ? 'question' : text;
}

function freeName(files: ReadonlyMap<string, string>, folder: string, name: string): string {
  for (let n = 1; ; n += 1) {
    const path = `${folder}/${n === 1 ? name : `${name}_${n}`}.sql`;
    if (!files.has(path)) return path;
  }
}

/** The question's own file; where the space says otherwise, with that in its place. */
function ownFile(item: Item, question: CertifiedQuestion, source: string): string {
  const asked = textOf(item['question']).trim();
  const sql = textOf(item['sql']).trim();
  const withSql = sql === question.sql ? source : withStatement(source, sql);
  return asked === question.question ? withSql : withQuestion(withSql, asked);
}

/** Whether an item holds nothing that its question's file does not. */
function isAsWritten(item: Item, question: CertifiedQuestion | undefined): boolean {
  if (question === undefined) return false;
  const own = exampleItem(question);
  return ownFields['example query'].every((name) => meansSame(name, item[name], own[name]));
}

/** All that has no file of its own; of the example queries those that a file cannot hold whole. */
function restOf(whole: WholeSpace, space: SerializedSpace, examples: readonly Item[]): string {
  const { title, description, warehouseId } = whole;
  const {
    text_instructions: _text,
    example_question_sqls: _all,
    ...rest
  } = space.instructions ?? {};
  const instructions = examples.length === 0 ? rest : { ...rest, example_question_sqls: examples };
  const file = { title, description, warehouseId, space: { ...space, instructions } };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * A space as files: its example queries as certified questions, its instructions as markdown, and all
 * the rest as JSON. What did not come from us becomes a question whose header is to be completed.
 *
 * @param domain Whose space it is; null for one that is none of ours.
 */
export function exportFiles(
  whole: WholeSpace,
  space: SerializedSpace,
  domain: Domain | null,
  { catalogue, sourceOf }: Sources,
): ExportFiles {
  const files = new Map<string, string>();
  const ours = new Map(catalogue.questions.map((question) => [itemId(pathOf(question)), question]));
  const examples = itemsOf(space, 'example query');
  for (const item of examples) {
    const question = ours.get(item.id);
    if (question === undefined) continue;
    files.set(`questions/${question.id}.sql`, ownFile(item, question, sourceOf(question)));
  }
  const folder = `questions/${domain ?? 'unsorted'}`;
  for (const item of examples.filter(({ id }) => !ours.has(id))) {
    files.set(freeName(files, folder, slug(textOf(item['question']))), skeletonFile(item, whole));
  }
  const text = textOf(space.instructions?.text_instructions?.[0]?.content);
  if (text !== '') files.set('instructions.md', text.endsWith('\n') ? text : `${text}\n`);
  const others = examples.filter((item) => !isAsWritten(item, ours.get(item.id)));
  return files.set('space.json', restOf(whole, space, others));
}
