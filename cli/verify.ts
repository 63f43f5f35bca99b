import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { plainText } from '../domain/plain-text.ts';
import { evidenceFile } from '../proof/format.ts';
import { NotAProof, openProof } from '../proof/open-proof.ts';
import type { Finding, Proof } from '../proof/open-proof.ts';
import { verifyProof } from '../proof/verify-proof.ts';
import { loadCatalogue, matchCertified } from '../sql/catalogue.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import { catalogueSha256 } from '../sql/catalogue-hash.ts';
import { runCommand } from './run-command.ts';
import { orUsage, UsageError } from './usage-error.ts';

const usage = `npm run verify -- proof.zip    checks an answer against the rows that are bundled with it, offline

The bundle comes from \`npm run ask -- "question" --save proof.zip\`, or from GET /v1/investigations/{id}/proof.

Exit code: 0 all fits, 1 something does not, 2 there is no bundle that can be read.`;

const badInputCode = 2;

function readArguments(args: readonly string[]): { readonly file: string } | null {
  const options = { help: { type: 'boolean', default: false } } as const;
  const { values, positionals } = orUsage(usage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  if (values.help) return null;
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('Name one file.', usage);
  return { file };
}

function open(file: string): ReturnType<typeof openProof> {
  const bytes = read(file);
  try {
    return openProof(bytes);
  } catch (error) {
    if (!(error instanceof NotAProof)) throw error;
    throw new Error(`${file} cannot be used: ${error.message}`, { cause: error });
  }
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} cannot be read: ${reason}`, { cause: error });
  }
}

const print = (line: string): void => console.log(plainText(line));

function printFindings(findings: readonly Finding[]): void {
  for (const { file, claim, line, problem } of findings) {
    print(`✗ ${file}: ${claim === null ? '' : `“${claim}” `}${problem}`);
    if (line !== null) print(`  in: ${line}`);
  }
  print('\nThis is no proof: what stands above does not fit.');
}

/** Tables that are told to be certified, and whose SQL is another. */
function wronglyCertified({ tables }: Proof, catalogue: Catalogue): readonly Finding[] {
  return tables
    .filter(({ certified, sql }) => {
      const found = matchCertified(catalogue, sql)?.id ?? null;
      return certified !== null && certified !== found;
    })
    .map(({ id, certified }) => ({
      file: evidenceFile(id),
      claim: null,
      line: null,
      problem: `its SQL is not the certified statement ${certified}`,
    }));
}

function printProven(
  { manifest, answer: { answer }, tables }: Proof,
  isSameVersion: boolean,
): void {
  const { citations, claims } = answer;
  const unsupported = claims.filter(({ verdict }) => verdict === 'unsupported').length;
  const without = unsupported === 0 ? '' : `, ${unsupported} of them unsupported by the rows`;
  const computed = tables.flatMap(({ source, title }) =>
    source.kind === 'computed' ? [{ title, ...source }] : [],
  );
  print(`✓ ${manifest.files.length} files have the hashes of the manifest`);
  print(`✓ ${citations.length} citations are the cells that they name`);
  print(`✓ ${claims.length} claims, checked again, come out as they are told${without}`);
  const certified = tables.flatMap((table) => table.certified ?? []).length;
  print(
    isSameVersion
      ? `✓ ${certified} of ${tables.length} tables have the SQL of the certified statement that they name`
      : '- The bundle is of a service with other certified statements than these: what is certified was not looked at',
  );
  for (const { title, rule } of computed)
    print(
      `- “${title}” follows from other tables in the bundle, and is not computed again: ${rule}`,
    );
  print(`
This proves that the answer says what the stored rows say. It does not prove that the rows are true, or
that nobody changed rows, text and hashes together: run the SQL of a table again, or look its statement up
in the query history of the workspace.`);
}

await runCommand(async () => {
  const args = readArguments(process.argv.slice(2));
  if (args === null) {
    console.log(usage);
    return true;
  }
  const opened = open(args.file);
  if ('findings' in opened) {
    printFindings(opened.findings);
    return false;
  }
  const { manifest } = opened.proof;
  print(`“${manifest.question}”\n${manifest.investigationId}, bundled ${manifest.madeAt}\n`);
  const catalogue = loadCatalogue();
  const isSameVersion = manifest.catalogueSha256 === catalogueSha256(catalogue);
  const findings = [
    ...verifyProof(opened.proof),
    ...(isSameVersion ? wronglyCertified(opened.proof, catalogue) : []),
  ];
  if (findings.length > 0) printFindings(findings);
  else printProven(opened.proof, isSameVersion);
  return findings.length === 0;
}, badInputCode);
