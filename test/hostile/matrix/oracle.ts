import type { Outcome } from '../../../domain/outcome.ts';
import type { Endpoint, FaultName } from './faults.ts';

export type Times = 'once' | 'forever';

/** How an investigation must end whose far side has a fault; it ends by its deadline in any case. */
export type Ending = {
  /** Of its one lane. */
  readonly outcome: Outcome;
  /** Who chose the domains or wrote the answer; of cells of the model. */
  readonly by?: 'model' | 'rules' | 'either';
  /** Whether the cause is found; of cells of statements. */
  readonly cause?: 'found' | 'not found' | 'either';
  /** The budget that the ending needs, seconds. */
  readonly budgetSeconds: number;
  /** The fault makes all others wait, so that it is tried when they have ended. */
  readonly alone?: boolean;
};

/** The shortest budget, and one in which a question is looked for, not found and asked again. */
const short = 15;
const ample = 60;

/** What a fault means to whoever asked, whatever the endpoint. */
const kinds = {
  '429, Retry-After in seconds': 'limited',
  '429, Retry-After as a date': 'limited',
  '429, Retry-After of years': 'limited for long',
  '429 inside a reply': 'ended',
  '500': 'away',
  '503': 'away',
  'no reply': 'silent',
  'reset before the reply': 'away',
  'closed in the body': 'lost',
  'half of the body': 'lost',
  'wrong types': 'unreadable',
  'a web page': 'away',
  'one byte a second': 'slow',
  '50 MB': 'large',
  '401': 'token',
  '403': 'refused',
  '404': 'missing',
  'success without content': 'empty',
  'an unknown status': 'running',
  'a result that is gone': 'gone',
  'a status that goes back': 'running',
  'done, then reset': 'lost',
} as const satisfies Readonly<Record<FaultName, string>>;
type Kind = (typeof kinds)[FaultName];

type Rule = (times: Times) => Ending;

const answered =
  (budgetSeconds = ample): Rule =>
  () => ({ outcome: 'answered', budgetSeconds });
const always =
  (outcome: Outcome): Rule =>
  () => ({ outcome, budgetSeconds: ample });
/** One fault is survived; one that stays ends the lane like this, which its deadline may tell. */
const onceOr =
  (outcome: Outcome, budgetSeconds = short): Rule =>
  (times) =>
    times === 'once' ? { outcome: 'answered', budgetSeconds: ample } : { outcome, budgetSeconds };

const alone =
  (rule: Rule): Rule =>
  (times) => ({ ...rule(times), alone: true });

/** A question is looked for before it is asked again; what was asked is found. */
const start: Partial<Readonly<Record<Kind, Rule>>> = {
  limited: alone(onceOr('throttled')),
  'limited for long': alone(() => ({ outcome: 'throttled', budgetSeconds: short })),
  away: onceOr('failed'),
  silent: onceOr('failed'),
  lost: answered(),
  slow: answered(),
  unreadable: answered(),
  large: answered(),
  token: onceOr('denied', ample),
  refused: always('denied'),
  missing: always('denied'),
  empty: answered(),
};

/** A look that brings nothing is followed by the next one. */
const look: Partial<Readonly<Record<Kind, Rule>>> = {
  limited: onceOr('throttled'),
  'limited for long': always('throttled'),
  away: onceOr('timed_out'),
  silent: onceOr('timed_out'),
  lost: onceOr('timed_out'),
  slow: onceOr('timed_out'),
  unreadable: onceOr('failed', ample),
  // Nobody reads it.
  large: onceOr('failed', ample),
  token: onceOr('denied', ample),
  refused: always('denied'),
  missing: always('failed'),
  running: onceOr('timed_out'),
};

const cells: Readonly<Record<Endpoint, Partial<Readonly<Record<Kind, Rule>>>>> = {
  start,
  message: { ...look, ended: always('throttled'), empty: always('failed'), gone: answered() },
  result: {
    ...look,
    ended: always('failed'),
    // What a success without content says does not change.
    empty: always('failed'),
    // It is made again, and its new rows come with the reply.
    gone: answered(),
  },
  token: {
    ...look,
    large: answered(),
    // The token's own end decides, not the request that needs it.
    limited: onceOr('timed_out'),
    'limited for long': onceOr('timed_out'),
    unreadable: always('failed'),
    token: always('denied'),
    missing: always('denied'),
    empty: always('failed'),
  },
  statement: {},
  choose: {},
  write: {},
};

/** Every answer says what Genie found; what a statement or a model does not bring is done without, and told. */
const without: Readonly<
  Record<
    'statement' | 'choose' | 'write',
    Readonly<Record<Kind, readonly [once: boolean | null, forever: boolean]>>
  >
> = {
  // Whether the cause is found; null where that depends on which of its statements is the first.
  statement: {
    limited: [true, false],
    'limited for long': [null, false],
    ended: [null, false],
    away: [true, false],
    silent: [true, false],
    lost: [true, false],
    slow: [true, false],
    unreadable: [null, false],
    large: [null, false],
    token: [true, false],
    refused: [null, false],
    missing: [null, false],
    empty: [null, false],
    // Only the first reply is changed: the looks after it bring the rows.
    running: [true, true],
    gone: [null, false],
  },
  // Whether the model did it.
  choose: {
    limited: [true, false],
    'limited for long': [false, false],
    ended: [null, false],
    away: [true, false],
    // The time until something must have come is all that there is.
    silent: [false, false],
    lost: [true, false],
    slow: [false, false],
    unreadable: [true, false],
    large: [true, true],
    token: [false, false],
    refused: [false, false],
    missing: [false, false],
    empty: [true, false],
    running: [true, true],
    gone: [null, false],
  },
  write: {
    limited: [true, false],
    'limited for long': [false, false],
    ended: [true, false],
    away: [true, false],
    // The time until something must have come is all that there is.
    silent: [false, false],
    lost: [true, false],
    slow: [false, false],
    unreadable: [true, false],
    large: [true, true],
    token: [false, false],
    refused: [false, false],
    missing: [false, false],
    empty: [true, false],
    running: [true, true],
    gone: [null, false],
  },
};

/** How a cell must end; null when the fault has no meaning at the endpoint. Pure. */
export function endingOf(fault: FaultName, endpoint: Endpoint, times: Times): Ending | null {
  const kind = kinds[fault];
  if (endpoint === 'statement' || endpoint === 'choose' || endpoint === 'write') {
    const does = without[endpoint][kind][times === 'once' ? 0 : 1];
    const ending = { outcome: 'answered', budgetSeconds: ample } as const;
    if (endpoint !== 'statement')
      return { ...ending, by: does === null ? 'either' : does ? 'model' : 'rules' };
    return { ...ending, cause: does === null ? 'either' : does ? 'found' : 'not found' };
  }
  return cells[endpoint][kind]?.(times) ?? null;
}
