import type { WorkStore } from '../../../domain/worker-ports.ts';
import { aTurn, taken } from './bench.ts';
import { notFound, nothing } from './memory-calls.ts';
import type { Call, Reply } from './memory-calls.ts';

/** Calls of the legs of a lane, and what another principal gets. */
export const ofUserTokens: Readonly<Record<keyof WorkStore['userTokens'], [Call, Reply]>> = {
  read: [({ ref, work }) => work.userTokens.read(ref), { says: null }],
  refuse: [({ ref, work }) => work.userTokens.refuse(ref, 1), nothing],
};

export const ofLedger: Readonly<Record<keyof WorkStore['ledger'], [Call, Reply] | string>> = {
  read: [({ leg, work }) => work.ledger.read(leg), { says: null }],
  leaseHolds: [({ leg, work }) => work.ledger.leaseHolds(leg), { says: false }],
  withdraw: [({ leg, work }) => work.ledger.withdraw(leg), nothing],
  asked: [({ leg, work }) => work.ledger.asked(leg, taken('m-bob')), { says: null }],
  left: [
    ({ leg, work }) =>
      work.ledger.left({ ...leg, domain: 'security' }, { ended: true, genieMs: 1 }),
    nothing,
  ],
  known: 'of Genie: whether any leg owns a message, so that nobody adopts another’s',
};

export const ofQuota: Readonly<Record<keyof WorkStore['quota'], [Call, Reply] | string>> = {
  request: [({ leg, work }) => work.quota.request(leg, aTurn(leg)), notFound],
  answered: 'of a slot, which names no principal',
  unused: 'of a slot, which names no principal',
  pause: 'of a workspace, not of a principal',
};
