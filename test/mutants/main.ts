import { parseArgs } from 'node:util';
import { explained } from './explained.ts';
import { runByHand } from './by-hand.ts';
import { verdictOf } from './judged.ts';
import type { Judged } from './judged.ts';
import { mutants } from './rows/index.ts';
import { runStryker } from './stryker.ts';

const { values } = parseArgs({
  options: {
    stryker: { type: 'boolean', default: false },
    'by-hand': { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    copies: { type: 'string', default: '2' },
  },
});
const { only, stryker, 'by-hand': byHand } = values;

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const isBoth = stryker === byHand && only.length === 0;
const wanted = mutants.filter(
  ({ file, breaks }) =>
    only.length === 0 || only.some((part) => `${file}: ${breaks}`.includes(part)),
);

const judged: readonly Judged[] = [
  ...(stryker || isBoth ? await runStryker() : []),
  ...(byHand || isBoth || only.length > 0
    ? await runByHand(wanted, Number(values.copies), (line) => console.log(line))
    : []),
];
const { lines, isGood } = verdictOf(judged, explained, isBoth);
console.log(lines.join('\n'));
process.exitCode = isGood ? 0 : 1;
