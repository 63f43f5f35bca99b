import { styleText } from 'node:util';
import { childEnvironment, ignoreClosedOutput, loadDotEnv } from '../config/index.ts';
import { runDoctor } from './doctor/command.ts';

const colours = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'gray' } as const;
const { stdout, stderr } = process;

ignoreClosedOutput();
const readEnvironment = (): Record<string, string> => {
  loadDotEnv();
  return childEnvironment({});
};
process.exitCode = await runDoctor(process.argv.slice(2), readEnvironment, {
  print: (text) => stdout.write(text),
  printError: (text) => stderr.write(text),
  // A terminal that does not know its width has 0 columns.
  width: (stdout.isTTY && stdout.columns) || null,
  paint: (status, text) => styleText(colours[status], text, { stream: stdout }),
});
// A check that timed out may still hold a connection; a slow pipe gets all of the output.
for (const stream of [stdout, stderr]) {
  await new Promise((flushed) => stream.write('', flushed));
}
process.exit();
