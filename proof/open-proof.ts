import { strFromU8, unzipSync } from 'fflate';
import type { z } from 'zod';
import {
  answerFile,
  evidenceFile,
  Manifest,
  manifestFile,
  proofFormat,
  proofVersion,
  ProvenAnswerFields,
  ProvenTableFields,
} from './format.ts';
import type { ProvenAnswer, ProvenTable } from './format.ts';
import { sha256 } from './sha256.ts';

/** The file is no bundle that can be read here; the message says why, for the user. */
export class NotAProof extends Error {}

/** A bundle whose files are as its manifest says. */
export type Proof = {
  readonly manifest: Manifest;
  readonly answer: ProvenAnswer;
  /** In the order of the manifest, which is that in which they came in. */
  readonly tables: readonly ProvenTable[];
};

/** Something in a bundle that does not fit the rest of it. */
export type Finding = {
  readonly file: string;
  /** The words of the claim that it breaks; null where it is none of one. */
  readonly claim: string | null;
  /** The line of the text with the claim, without its markers; null without a claim. */
  readonly line: string | null;
  readonly problem: string;
};

/** More than a bundle of the most statements with the most rows takes; bytes. */
const mostBytes = 1_000_000_000;

/**
 * Reads a bundle and holds its files against the hashes of its manifest.
 *
 * Pure.
 *
 * @returns The bundle, or what differs from the manifest: then nothing else of it is looked at.
 * @throws {NotAProof} When it is no zip file, no bundle, or one of another version.
 */
export function openProof(
  bytes: Uint8Array,
): { readonly proof: Proof } | { readonly findings: readonly Finding[] } {
  const files = unzipped(bytes);
  const manifest = manifestOf(files);
  const findings = differences(files, manifest);
  if (findings.length > 0) return { findings };
  const answer = parsed(files, answerFile, ProvenAnswerFields) as unknown as ProvenAnswer;
  const tables = manifest.files
    .filter(({ path }) => path !== answerFile)
    .map(({ path }) => {
      const table = parsed(files, path, ProvenTableFields) as unknown as ProvenTable;
      if (evidenceFile(table.id) !== path)
        throw new NotAProof(`${path} has the table ${table.id}.`);
      return table;
    });
  return { proof: { manifest, answer, tables } };
}

type Files = ReadonlyMap<string, Uint8Array>;

function unzipped(bytes: Uint8Array): Files {
  let size = 0;
  const filter = ({ originalSize }: { readonly originalSize: number }): boolean => {
    size += originalSize;
    if (size > mostBytes) throw new NotAProof('It unpacks to more than 1 GB.');
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof NotAProof) throw error;
    throw new NotAProof('It is no zip file that can be read.', { cause: error });
  }
}

function manifestOf(files: Files): Manifest {
  const json = jsonIn(files, manifestFile);
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  if (format !== proofFormat) throw new NotAProof('It is no proof of an investigation.');
  if (version !== proofVersion)
    throw new NotAProof(
      `It has version ${JSON.stringify(version)} of the format, and this program reads ${proofVersion}.`,
    );
  return parsed(files, manifestFile, Manifest);
}

function jsonIn(files: Files, path: string): unknown {
  const bytes = files.get(path);
  if (bytes === undefined) throw new NotAProof(`It has no ${path}.`);
  try {
    return JSON.parse(strFromU8(bytes));
  } catch (error) {
    throw new NotAProof(`${path} is no JSON.`, { cause: error });
  }
}

function parsed<Value>(files: Files, path: string, schema: z.ZodType<Value>): Value {
  const result = schema.safeParse(jsonIn(files, path));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new NotAProof(`${path}: ${first?.path.join('.')}: ${first?.message}.`);
}

function differences(files: Files, manifest: Manifest): readonly Finding[] {
  const known = new Set([manifestFile, ...manifest.files.map(({ path }) => path)]);
  const unknown = [...files.keys()].filter((path) => !known.has(path));
  const wrong = manifest.files.flatMap(({ path, sha256: wanted }) => {
    const bytes = files.get(path);
    if (bytes === undefined) return [{ path, problem: 'is in the manifest and not in the bundle' }];
    const found = sha256(bytes);
    const problem = `has the SHA-256 ${found}, and the manifest says ${wanted}`;
    return found === wanted ? [] : [{ path, problem }];
  });
  return [
    ...wrong,
    ...unknown.map((path) => ({ path, problem: 'is in the bundle and not in the manifest' })),
  ].map(({ path, problem }) => ({ file: path, claim: null, line: null, problem }));
}
