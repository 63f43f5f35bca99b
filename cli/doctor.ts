import { styleText } from 'node:util';
import { childEnvironment, loadDotEnv } from '../config/index.ts';
import { runDoctor } from './doctor/command.ts';

const colours = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'gray' } as const;
const { stdout, stderr } = process;

loadDotEnv();
process.exitCode = await runDoctor(process.argv.slice(2), childEnvironment({}), {
  print: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
  // A terminal that does not know its width says 0.
  width: (stdout.isTTY && stdout.columns) || null,
  paint: (status, text) => styleText(colours[status], text, { stream: stdout }),
});
// A look that was given up may still hold a connection; what a slow pipe has not taken is not cut off.
for (const stream of [stdout, stderr]) {
  await new Promise((flushed) => stream.write('', flushed));
}
process.exit();
