import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load as parseYaml } from 'js-yaml';
import { z } from 'zod';
import type { Runbook, RunbookStep } from '../domain/tools.ts';
import { RunbookHead, sections } from './runbook-shape.ts';

const ownFolder = join(import.meta.dirname, '../runbooks');
const form = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/;

/**
 * Reads all runbooks of a folder, by the name of their files.
 *
 * Effect: reads files.
 *
 * @throws {Error} For a file of another form, with its name and what is wrong.
 */
export function readRunbooks(folder = ownFolder): readonly Runbook[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) =>
      parseRunbook(file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')),
    );
}

/**
 * Reads one runbook: front matter, then the sections Steps, Verification and Rollback as numbered lists.
 *
 * Pure.
 *
 * @throws {Error} What is wrong with it.
 */
export function parseRunbook(id: string, markdown: string): Runbook {
  const [, head, body = ''] = form.exec(markdown) ?? [];
  if (head === undefined) throw new Error(`runbooks/${id}.md does not begin with front matter.`);
  const parsed = RunbookHead.safeParse(parseYaml(head));
  if (!parsed.success)
    throw new Error(`runbooks/${id}.md: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  return { id, ...parsed.data, steps: stepsOf(id, body) };
}

function stepsOf(id: string, body: string): readonly RunbookStep[] {
  const parts = body.split(/^## /m).slice(1);
  const found = sections.flatMap((section) => {
    const part = parts.find((one) => one.toLowerCase().startsWith(`${section}\n`));
    const items = (part ?? '').split(/^\d+\. /m).slice(1);
    if (items.length === 0)
      throw new Error(`runbooks/${id}.md has no numbered list in ${section}.`);
    return items.map((item) => ({ section, item: item.replaceAll(/^ {3}/gm, '').trim() }));
  });
  if (parts.length !== sections.length)
    throw new Error(`runbooks/${id}.md has other sections than Steps, Verification and Rollback.`);
  return found.map(({ section, item }, at) => ({
    n: at + 1,
    section,
    title: firstSentence(item),
    text: item,
  }));
}

/** Up to the first full stop or colon that ends a sentence and stands in no code, in one line. */
function firstSentence(item: string): string {
  const [line = ''] = item.split('\n', 1);
  const [sentence = line] = /^(?:`[^`]*`|[^`.:]|[.:](?!\s|$))+/.exec(line) ?? [];
  return `${sentence}.`;
}
