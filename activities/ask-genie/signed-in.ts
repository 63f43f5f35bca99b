import { AppError, asAppError } from '../../domain/errors.ts';
import { isFresh, isSignInLost } from '../../domain/on-behalf.ts';
import type { Deps } from '../deps.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';
import { tellMs } from './poll.ts';

/** A waiting leg looks for a new token often at first: the page brings one at once, people come back later. */
const lookEveryMs = 1_000;
const oftenLooks = 60;
const laterEveryMs = 5_000;

/**
 * Makes a request that waits for a new token of the user when theirs has expired, and is made again then.
 *
 * Effect: as the request; tells that the lane waits.
 *
 * @throws {AppError} as the request; `auth.denied` with `signIn: 'gone'` when no token came within the lane's time.
 * @throws {Stopped} as `checkFence`.
 */
export async function whileSignedIn<Value>(
  deps: Deps,
  leg: Leg,
  request: () => Promise<Value>,
): Promise<Value> {
  for (;;) {
    try {
      return await request();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (!isSignInLost(error, 'expired')) throw thrown;
      await waitForSignIn(deps, leg, error);
    }
  }
}

/**
 * Waits until another token can be tried, within the time of the lane.
 *
 * Effect: reads the token and the fence each second, later each five; one event.
 *
 * @throws {AppError} and {Stopped} as `whileSignedIn`.
 */
export async function waitForSignIn(deps: Deps, leg: Leg, expired: AppError): Promise<void> {
  const { nowMs } = deps.timer;
  const startedMs = nowMs();
  for (let looks = 0; ; looks += 1) {
    const stored = await deps.store.userTokens.read(leg.ref);
    // Without one, the next request tells that it is gone.
    if (stored === null || isFresh(stored, Date.now())) break;
    const { deadlineInMs } = await checkFence(deps, leg);
    const leftMs = deadlineInMs - tellMs;
    if (leftMs <= 0)
      throw new AppError('auth.denied', `${expired.message} No new one came in time.`, {
        signIn: 'gone',
        cause: expired,
      });
    if (looks === 0) await tellWaiting(deps, leg);
    const everyMs = looks < oftenLooks ? lookEveryMs : laterEveryMs;
    await pause(deps, leg, Math.min(everyMs, leftMs));
  }
  leg.signInWait.ms += nowMs() - startedMs;
}

async function tellWaiting({ store, askedAs }: Deps, { ref }: Leg): Promise<void> {
  const { domain, round, ask, attempt } = ref;
  await store.laneEvent(ref, {
    key: `lane.waiting:${domain}:${round}:${ask}:${attempt}:${crypto.randomUUID()}`,
    type: 'lane.waiting',
    payload: { domain, round, reason: 'sign-in', askedAs: askedAs.askedAs ?? '' },
  });
}
