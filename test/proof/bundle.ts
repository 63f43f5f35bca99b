import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Answer, Citation } from '../../domain/answer.ts';
import type { Cell, Evidence } from '../../domain/evidence.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { evidenceFile } from '../../proof/format.ts';
import { makeProof } from '../../proof/make-proof.ts';
import { openProof } from '../../proof/open-proof.ts';
import type { Finding } from '../../proof/open-proof.ts';
import { sha256 } from '../../proof/sha256.ts';
import { verifyProof } from '../../proof/verify-proof.ts';
import { answer, investigation } from '../cli/ask/investigation-fixture.ts';

export type Told = {
  readonly markdown: string;
  readonly citations: readonly Citation[];
  readonly evidence: readonly Evidence[];
  /** The answer that is told, where it is more than the text. */
  readonly over?: Partial<Answer>;
  readonly explanation?: Explanation | null;
  readonly catalogueSha256?: string;
};

/** The bundle of an answer about tables, which one domain has brought; its claims are as they are checked. */
export function bundleOf(all: Told) {
  const { markdown, citations, evidence, over, explanation = null } = all;
  const done = investigation('completed');
  const ofLanes = evidence.filter(({ source }) => source.kind === 'genie').map(({ id }) => id);
  const lanes = done.lanes.slice(0, 1).map((lane) => ({ ...lane, evidenceIds: ofLanes }));
  const claims = checkClaims(markdown, citations, evidence);
  const told = { ...answer, caveats: [], markdown, citations, claims, ...over };
  return makeProof({
    investigation: { ...done, lanes, answer: told, explanation },
    answer: told,
    evidence,
    catalogueSha256: all.catalogueSha256 ?? 'c'.repeat(64),
    madeAtMs: Date.UTC(2026, 10, 20, 9),
  });
}

export const json = (bytes: Uint8Array, path: string): unknown =>
  JSON.parse(strFromU8(unzipSync(bytes)[path] ?? new Uint8Array()));

/** The bundle with a file changed; its hash in the manifest is made right again. */
export function forged<Content>(
  bytes: Uint8Array,
  path: string,
  change: (content: Content) => void,
): Uint8Array {
  const files = unzipSync(bytes);
  const content = json(bytes, path);
  change(content as Content);
  const changed = strToU8(JSON.stringify(content));
  const manifest = json(bytes, 'manifest.json') as { files: { path: string; sha256: string }[] };
  for (const one of manifest.files) if (one.path === path) one.sha256 = sha256(changed);
  return zipSync({
    ...files,
    'manifest.json': strToU8(JSON.stringify(manifest)),
    [path]: changed,
  });
}

/** The bundle with another value in a cell of a table, and in the citations of the cell where they follow. */
export function withCell(
  bytes: Uint8Array,
  { id }: Evidence,
  [row, column]: readonly [row: number, column: number],
  value: Cell,
  citationsFollow = false,
): Uint8Array {
  const changed = forged<{ rows: Cell[][] }>(bytes, evidenceFile(id), ({ rows }) => {
    const cells = rows[row];
    if (cells === undefined) throw new Error(`there is no row ${row}`);
    cells[column] = value;
  });
  type Cited = { evidenceId: string; row: number | null; columnIndex: number | null; value: Cell };
  if (!citationsFollow) return changed;
  return forged<{ answer: { citations: Cited[] } }>(changed, 'answer.json', (content) => {
    for (const one of content.answer.citations)
      if (one.evidenceId === id && one.row === row && one.columnIndex === column) one.value = value;
  });
}

/** What is found in a bundle. */
export function findingsIn(bytes: Uint8Array): readonly Finding[] {
  const opened = openProof(bytes);
  return 'findings' in opened ? opened.findings : verifyProof(opened.proof);
}
