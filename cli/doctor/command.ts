import { parseArgs } from 'node:util';
import { ConfigError } from '../../config/index.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { asksForHelp, parseProblem } from '../usage-error.ts';
import type { Row } from './check.ts';
import { diagnose } from './diagnose.ts';
import { createSecretFilter } from './secrets.ts';
import { tableText } from './table.ts';
import type { Paint } from './table.ts';
import { findTarget } from './target.ts';
import { noTargetRows, settingsRows, targetLine } from './target-text.ts';

const usage = `npm run doctor -- [--json] [--model]
  checks everything that an installation needs
  --json   prints the table as JSON
  --model  also calls the model twice, as a question would`;

/** Where the command writes; with a `width` of null, lines are not wrapped. */
export type Screen = {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly width: number | null;
  readonly paint: Paint;
};

type Found = { readonly target: string | null; readonly rows: readonly Row[] };

/**
 * The whole command.
 *
 * Effect: what the checks do; prints.
 *
 * @param readEnvironment May throw a `ConfigError`, which becomes lines of the table.
 *
 * @returns Its exit code: 0 when no line is red, 1 when one is, 2 for a wrong command line.
 */
export async function runDoctor(
  args: readonly string[],
  readEnvironment: () => Readonly<Record<string, string>>,
  { print, printError, width, paint }: Screen,
): Promise<0 | 1 | 2> {
  if (asksForHelp(args)) {
    print(`${usage}\n`);
    return 0;
  }
  let given: { json: boolean; model: boolean };
  try {
    const flag = { type: 'boolean', default: false } as const;
    given = parseArgs({ args: [...args], options: { json: flag, model: flag } }).values;
  } catch (error) {
    printError(`${parseProblem(error)}\n\n${usage}\n`);
    return 2;
  }
  const { json, model } = given;
  const { target, rows } = await runChecks(readEnvironment, model, (line) => {
    if (!json) print(`${line}\n\n`);
  });
  const isWell = rows.every(({ status }) => status !== 'fail');
  const whole = { ok: isWell, target, checks: rows };
  print(json ? `${JSON.stringify(whole, null, 2)}\n` : tableText(rows, width, paint));
  return isWell ? 0 : 1;
}

async function runChecks(
  readEnvironment: () => Readonly<Record<string, string>>,
  callsModel: boolean,
  say: (line: string) => void,
): Promise<Found> {
  try {
    const target = findTarget(readEnvironment());
    if (Object.values(target.from).every((source) => source === 'nothing')) {
      return { target: null, rows: noTargetRows(target.config.local.dir) };
    }
    const hideSecrets = createSecretFilter(target.config);
    const line = hideSecrets(targetLine(target));
    say(line);
    const rows = await diagnose(target, loadCatalogue().questions, { callsModel });
    return { target: line, rows: rows.map((row) => withoutSecrets(row, hideSecrets)) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { target: null, rows: settingsRows(error) };
  }
}

function withoutSecrets(row: Row, hideSecrets: (text: string) => string): Row {
  const { detail, hint } = row;
  return { ...row, detail: hideSecrets(detail), hint: hint === null ? null : hideSecrets(hint) };
}
