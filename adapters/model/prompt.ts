import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../prompts');

/**
 * Reads a prompt and fills its `{{slots}}`.
 *
 * Effect: reads one file of `prompts/`.
 */
export function fillPrompt(name: string, slots: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8').replace(
    /^---\n[\s\S]*?\n---\n/,
    '',
  );
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, slot: string) => slots[slot] ?? '');
}
