import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PromptUsed } from '../../domain/investigation.ts';

const folder = join(import.meta.dirname, '../../prompts');
const form = /^---\nversion: (\d+)\n---\n# System\n\n([\s\S]*?)\n\n# User\n\n([\s\S]*?)\s*$/;

/** A prompt of `prompts/`: a fixed system message, and a user message with `{{slots}}`. */
export type Prompt = {
  readonly used: PromptUsed;
  /** The whole file. */
  readonly text: string;
  readonly system: string;
  /** Fills the slots; values are not read for slots again. */
  readonly user: (slots: Readonly<Record<string, string>>) => string;
};

/**
 * Reads a prompt.
 *
 * Effect: reads one file.
 *
 * @param file Another version of it than that of `prompts/`.
 * @throws {Error} When the file has another form, or a slot is not filled.
 */
export function readPrompt(name: string, file = join(folder, `${name}.md`)): Prompt {
  const text = readFileSync(file, 'utf8');
  const [, version, system, user] = z
    .tuple([z.string(), z.coerce.number(), z.string(), z.string()])
    .parse([...(form.exec(text) ?? [])]);
  return {
    used: { name, version, hash: hashOf(text) },
    text,
    system,
    user: (slots) =>
      user.replaceAll(/\{\{(\w+)\}\}/g, (_, slot: string) => {
        const value = slots[slot];
        if (value === undefined) throw new Error(`prompts/${name}.md: no value for ${slot}`);
        return value;
      }),
  };
}

/** Enough digits to tell versions of one file apart. */
const hashDigits = 16;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hashDigits);
}
