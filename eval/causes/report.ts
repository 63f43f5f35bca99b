import { type Judgement, judgements, worldKinds } from './judge.ts';
import type { Gate, Judged } from './tally.ts';

const width = 13;
const row = (name: string, cells: readonly (string | number)[]): string =>
  `${name.padEnd(28)}${cells.map((cell) => String(cell).padStart(width)).join('')}`;

function table(title: string, some: readonly Judged[], by: (one: Judged) => string): string[] {
  const names = [...new Set(some.map(by))];
  const count = (name: string, judgement: Judgement) =>
    some.filter((one) => by(one) === name && one.judgement === judgement).length || '·';
  return [
    row(title, judgements),
    ...names.map((name) =>
      row(
        name,
        judgements.map((judgement) => count(name, judgement)),
      ),
    ),
    '',
  ];
}

const bad: readonly Judgement[] = [
  'sizeless',
  'driver',
  'missed',
  'other',
  'wrong',
  'decoy',
  'error',
];

/** What a run came to, a line each: by world, incident and kind, what was not right, and the gates. Pure. */
export function reportLines(all: readonly Judged[], gates: readonly Gate[]): readonly string[] {
  const worlds = worldKinds.flatMap((world) => {
    const some = all.filter((one) => one.world === world);
    return some.length === 0 ? [] : table(world, some, ({ about }) => about);
  });
  const faults = all
    .filter(({ judgement }) => bad.includes(judgement))
    .map(
      ({ world, seed, judgement, question, said }) =>
        `${judgement} (${world}, seed ${seed}): ${question}\n    ${said}`,
    );
  return [
    ...worlds,
    ...table('kind', all, ({ kind }) => kind),
    ...faults,
    ...(faults.length === 0 ? [] : ['']),
    ...gates.map(({ name, figure, holds }) => `${holds ? 'ok  ' : 'FAIL'} ${name}: ${figure}`),
  ];
}
