import { strToU8, zip } from 'fflate';
import type { AsyncZippable } from 'fflate';
import { windowOf } from '../claims/table.ts';
import type { Answer } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Investigation } from '../domain/investigation.ts';
import { answerFile, evidenceFile, manifestFile, proofFormat, proofVersion } from './format.ts';
import type { Manifest, ProvenAnswer, ProvenTable } from './format.ts';
import { sha256 } from './sha256.ts';

/** What a bundle is made of. */
export type ProofParts = {
  readonly investigation: Investigation;
  readonly answer: Answer;
  /** All tables of the investigation, in the order they came in. */
  readonly evidence: readonly Evidence[];
  readonly catalogueSha256: string;
  /** Epoch milliseconds. */
  readonly madeAtMs: number;
};

const zipped = (files: AsyncZippable): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    zip(files, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });

/**
 * A zip file with an answer, all rows behind it, and a manifest of hashes: enough to check each claim of the
 * answer without the service.
 *
 * Effect: compresses in a thread of its own where a table is large.
 */
export function makeProof(parts: ProofParts): Promise<Uint8Array<ArrayBuffer>> {
  const { investigation, evidence, catalogueSha256, madeAtMs } = parts;
  const files = [
    { path: answerFile, content: jsonOf(answerOf(parts)) },
    ...evidence.map((table) => ({
      path: evidenceFile(table.id),
      content: jsonOf(tableOf(table)),
    })),
  ].map(({ path, content }) => ({ path, bytes: strToU8(content) }));
  const manifest: Manifest = {
    format: proofFormat,
    version: proofVersion,
    investigationId: investigation.id,
    question: investigation.question,
    madeAt: new Date(madeAtMs).toISOString(),
    catalogueSha256,
    files: files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })),
  };
  return zipped({
    [manifestFile]: strToU8(jsonOf(manifest)),
    ...Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])),
  });
}

function answerOf({ investigation, answer }: ProofParts): ProvenAnswer {
  const { id, question, status, finishedAt, identity, askedAs, lanes, explanation } = investigation;
  return {
    id,
    question,
    status,
    finishedAt,
    identity,
    askedAs,
    lanes: lanes.map(({ domain, question: asked, outcome, evidenceIds }) => ({
      domain,
      question: asked,
      outcome,
      evidenceIds,
    })),
    answer,
    explanation,
  };
}

function tableOf(table: Evidence): ProvenTable {
  const window = windowOf(table);
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { ...table, window: window && { from: iso(window.fromMs), to: iso(window.toMs) } };
}

const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
