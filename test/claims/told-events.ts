import type { Cell } from '../../domain/evidence.ts';
import type { Random } from './made.ts';
import { all, dayMs, dayText, fromMs, table, words } from './telling.ts';
import type { Telling, Told } from './telling.ts';

/** Runs with an end, a result and a duration. */
export function runs(chance: Random): Telling {
  const { below, of } = chance;
  const names = ['nightly_export', 'sync-crm', 'features_build', 'ml score v2', 'load (eu)'].slice(
    0,
    3 + below(3),
  );
  const results = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUCCEEDED'];
  const rows = names.map((name, n): readonly Cell[] => {
    const endMs = fromMs + (2 * n + below(2)) * dayMs + below(1440) * 60_000;
    return [
      name,
      String(9_130_000_000 + below(900_000)),
      new Date(endMs).toISOString().replace('.000', ''),
      of(results),
      5 + n * 20 + below(100) / 10,
    ];
  });
  const made = table(
    [
      ['job', 'STRING', 'label', null],
      ['run_id', 'STRING', 'key', null],
      ['ended_at', 'TIMESTAMP', 'time', null],
      ['result', 'STRING', 'label', null],
      ['minutes', 'DOUBLE', 'measure', 'min'],
    ],
    rows,
  );
  const at = below(rows.length);
  const [name, id, ended, result] = rows[at] ?? [];
  const other = rows[(at + 1) % rows.length] ?? [];
  const wrongDay = of([
    Date.parse(String(other[2])),
    Date.parse(String(ended)) - dayMs,
    fromMs + 13 * dayMs,
  ]);
  const verbs: Record<string, string> = {
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'was cancelled',
  };
  const wrongState = of(Object.keys(verbs).filter((state) => state !== result));
  const states = rows.map((row) => row[3]);
  const state = of(['SUCCEEDED', 'FAILED', 'CANCELLED']);
  const count = states.filter((one) => one === state).length;
  const wrongCount = count + of([1, 2]);
  const verb =
    {
      SUCCEEDED: 'succeeded',
      FAILED: 'failed',
      CANCELLED: of(['was cancelled', 'were cancelled']),
    }[state] ?? '';
  const there = (n: number): string =>
    n === 1
      ? `There is one run that ${verb.replace('were', 'was')}.`
      : n === 0
        ? `No run ${verb.replace('were', 'was')}.`
        : of([
            `There are ${words[n]} runs that ${verb.replace('was', 'were')}.`,
            `${n} runs ${verb.replace('was', 'were')}.`,
          ]);
  const minutes = Number(rows[at]?.[4]);
  const say = (isTrue: boolean): readonly Told[] => {
    const day = isTrue ? Date.parse(String(ended)) : wrongDay;
    const isSame =
      !isTrue &&
      dayText(day, { below, of: (list) => list[0] as never }) === String(ended).slice(0, 10);
    return [
      ...(isSame
        ? []
        : [
            {
              kind: 'date',
              isTrue,
              rows: [at],
              text: of([
                `${name} finished on ${dayText(day, chance)}.`,
                `The run of ${name} ended on ${dayText(day, chance)}.`,
                `On ${dayText(day, chance)} the run of ${name} came to an end.`,
                `Run ${id} of ${name} is from ${dayText(day, chance)}.`,
              ]),
            },
          ]),
      {
        kind: 'state',
        isTrue,
        rows: [at],
        text: of([
          `The run of ${name} ${verbs[isTrue ? String(result) : wrongState]}.`,
          `${name}: the run ${verbs[isTrue ? String(result) : wrongState]}.`,
        ]),
      },
      { kind: 'state-count', isTrue, rows: all(rows), text: there(isTrue ? count : wrongCount) },
      {
        kind: 'name',
        isTrue,
        rows: [at],
        text: `Run ${isTrue ? id : other[1]} is one of ${name}.`,
      },
      {
        kind: 'minutes',
        isTrue,
        rows: [at],
        text: of([
          `The run of ${name} took ${isTrue ? minutes : Number((minutes * 1.5).toFixed(1))} minutes.`,
          `${name} ran for ${isTrue ? minutes : Number((minutes * 2).toFixed(1))} min.`,
        ]),
      },
    ];
  };
  return { table: made, told: [...say(true), ...say(false)] };
}

/** Changes of warehouses: sizes before and after, when and by whom. */
export function changes(chance: Random): Telling {
  const { below, of } = chance;
  const sizes = ['SMALL', 'MEDIUM', 'LARGE', 'X_LARGE'];
  const names = ['bi-main', 'bi-main-eu', 'adhoc', "analysts' box"].slice(0, 3 + below(2));
  const people = ['bo@example.com', 'fay@example.com', 'gil@example.com', 'ana@example.com'];
  const rows = names.map((name, n): readonly Cell[] => {
    const before = of(sizes);
    return [
      name,
      new Date(fromMs + (3 * n + below(3)) * dayMs + 9 * 3_600_000).toISOString(),
      before,
      of(sizes.filter((size) => size !== before)),
      people[n] ?? '',
    ];
  });
  const made = table(
    [
      ['warehouse', 'STRING', 'label', null],
      ['changed_at', 'TIMESTAMP', 'time', null],
      ['size_before', 'STRING', 'label', null],
      ['size', 'STRING', 'label', null],
      ['changed_by', 'STRING', 'label', null],
    ],
    rows,
  );
  const at = below(rows.length);
  const [name, , before, now, by] = rows[at] ?? [];
  const other = rows[(at + 1) % rows.length] ?? [];
  const third = of(sizes.filter((size) => size !== before && size !== now));
  const say = (isTrue: boolean): readonly Told[] => [
    {
      kind: 'size',
      isTrue,
      rows: [at],
      text: of([
        `${name} was set to ${isTrue ? now : of([before, third])}.`,
        `${name} is ${isTrue ? now : of([before, third])} at present.`,
        `The size of ${name} is now ${isTrue ? now : before}.`,
      ]),
    },
    {
      kind: 'size-before',
      isTrue,
      rows: [at],
      text: of([
        `${name} used to be ${isTrue ? before : of([now, third])}.`,
        `Before, ${name} was ${isTrue ? before : now}.`,
      ]),
    },
    {
      kind: 'from-to',
      isTrue,
      rows: [at],
      text: `${name} went from ${isTrue ? before : now} to ${isTrue ? now : before}.`,
    },
    {
      kind: 'by',
      isTrue,
      rows: [at],
      text: of([
        `${isTrue ? by : other[4]} resized ${name}.`,
        `${name} was changed by ${isTrue ? by : other[4]}.`,
      ]),
    },
    {
      kind: 'count',
      isTrue,
      rows: all(rows),
      text: of([
        `The table has ${rows.length + (isTrue ? 0 : 1)} changes of warehouses.`,
        `${rows.length + (isTrue ? 0 : 2)} changes of warehouses are listed.`,
      ]),
    },
  ];
  return { table: made, told: [...say(true), ...say(false)] };
}
