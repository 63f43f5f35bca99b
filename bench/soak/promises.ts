/** What a database and a workspace know of the investigations of a soak, after its end. */
export type SoakRecords = {
  /** Ids of what was accepted with 202, as the clients have them. */
  readonly accepted: readonly string[];
  readonly investigations: readonly SoakedInvestigation[];
  /** Rows of the ledger, by the text of their question. */
  readonly ledger: ReadonlyMap<string, number>;
  /** Questions that the workspace accepted, by their text. */
  readonly questions: ReadonlyMap<string, number>;
};

export type SoakedInvestigation = {
  readonly id: string;
  readonly status: string;
  /** Numbers of its events, in order. */
  readonly seqs: readonly number[];
  /** How many events are `finished`, and whether the last one is. */
  readonly ends: number;
  readonly isLastEnd: boolean;
  /** From the deadline to the end; null while it is open, milliseconds. */
  readonly lateMs: number | null;
  /** From the first event to the last, milliseconds. */
  readonly tookMs: number;
  /** Messages that its session has, and how many differ. */
  readonly messages: number;
  readonly differentMessages: number;
  readonly failureCode: string | null;
};

/** As long after its deadline an investigation may be open when every worker was away, milliseconds. */
const recoveryMs = 60_000;

/** Each promise, and the ids or texts that break it. */
const promises: readonly (readonly [string, (records: SoakRecords) => readonly string[]])[] = [
  [
    'each accepted question is an investigation',
    ({ accepted, investigations }) => {
      const known = new Set(investigations.map(({ id }) => id));
      return [
        ...accepted.filter((id) => !known.has(id)),
        ...accepted.filter((id, n) => accepted.indexOf(id) !== n),
      ];
    },
  ],
  ['each has one end, and it is the last event', each((one) => one.ends !== 1 || !one.isLastEnd)],
  ['no log has a gap', each(({ seqs }) => seqs.some((seq, n) => seq !== n))],
  ['none is open past its deadline', each(({ lateMs }) => lateMs === null || lateMs > recoveryMs)],
  [
    'no answer is remembered twice',
    each(({ messages, differentMessages }) => messages !== differentMessages || messages > 2),
  ],
  ['none ends by a bug', each(({ failureCode }) => failureCode === 'bug')],
  [
    'Genie is asked at most once for each row of the ledger',
    ({ ledger, questions }) =>
      [...questions].flatMap(([text, asked]) => {
        const rows = ledger.get(text) ?? 0;
        return asked > rows ? [`${asked} questions for ${rows} rows: ${text}`] : [];
      }),
  ],
];

function each(breaks: (one: SoakedInvestigation) => boolean) {
  return ({ investigations }: SoakRecords): readonly string[] =>
    investigations.filter(breaks).map(({ id }) => id);
}

/** What a soak did not keep, each promise with the first that breaks it. Pure. */
export const brokenPromises = (records: SoakRecords): readonly string[] =>
  promises.flatMap(([promise, broken]) => {
    const [first, ...others] = broken(records);
    return first === undefined ? [] : [`${promise}: not ${first} and ${others.length} others`];
  });
