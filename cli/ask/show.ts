import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { styleText } from 'node:util';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { answerText } from './answer-text.ts';
import type { OutputOptions } from './arguments.ts';
import { reportText } from './report-text.ts';
import { screenText } from './screen-text.ts';
import { shownTables } from './shown-tables.ts';
import { sqlText } from './sql-text.ts';

/** What a terminal has that does not know its size. */
const usualSize = { width: 80, height: 24 };

/**
 * A finished investigation as it is printed: JSON, one screen on a terminal, all of it elsewhere.
 *
 * @param out Where it is going to be written; nothing is written here.
 */
export function resultText(
  investigation: Investigation,
  stored: readonly Evidence[],
  { json, full, sql }: OutputOptions,
  out: NodeJS.WriteStream,
): string {
  if (json) return `${JSON.stringify(investigation, null, 2)}\n`;
  const evidence = shownTables(investigation, stored);
  const emphasis = (words: string): string => styleText('bold', words, { stream: out });
  const isScreen = out.isTTY && !full;
  const statements = full || sql ? `${sqlText(evidence)}\n` : '';
  // A terminal that does not know its size has 0 columns.
  const size = { width: out.columns || usualSize.width, height: out.rows || usualSize.height };
  const result = isScreen
    ? screenText(investigation, evidence, size, emphasis)
    : answerText(investigation, evidence, emphasis, full);
  return `\n${statements}${result}`;
}

/**
 * Writes the report of an investigation into a new file.
 *
 * @throws {Error} When the file exists or cannot be written.
 */
export function saveReport(
  file: string,
  investigation: Investigation,
  evidence: readonly Evidence[],
): void {
  saveNew(file, reportText(investigation, shownTables(investigation, evidence)));
}

/** A name by which a bundle of proof is meant, not a report. Pure. */
export const isProof = (file: string): boolean => /\.zip$/i.test(file);

/**
 * Writes a new file.
 *
 * @throws {Error} When the file exists or cannot be written.
 */
export function saveNew(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: 'wx' });
  } catch (cause) {
    if (isExisting(cause)) throw existing(file);
    throw new Error(`${file} cannot be written. Choose another name.`, { cause });
  }
}

/**
 * Refuses a file that a report could not be written into.
 *
 * Effect: reads the file system.
 *
 * @throws {Error} When the file exists or its folder does not.
 */
export function refuseFile(file: string): void {
  if (existsSync(file)) throw existing(file);
  const folder = dirname(file);
  if (existsSync(folder)) return;
  throw new Error(`There is no folder ${folder}. Create it, or choose another name.`);
}

const existing = (file: string): Error =>
  new Error(`${file} exists and is not overwritten. Delete it, or choose another name.`);

const isExisting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';
