import type { Promises } from './promises.ts';
import { isOpen, laneKey } from './tables.ts';
import type { Investigation, Tables } from './tables.ts';

/** What has to be true of the rows when everything has come to rest. */
export function checkAtEnd(tables: Tables, promises: Promises): void {
  const { fail } = promises;
  for (const row of tables.investigations.values()) {
    if (isOpen(row)) fail('I12', `${row.id} never ends`);
    const ends = row.events.filter(({ type }) => type === 'finished').length;
    if (ends !== 1) fail('I1', `${row.id} has ${ends} ends`);
    checkLanes(row, promises);
    const told = row.events.some(({ type }) => type === 'remembered');
    const isSaved = told && row.events.some(({ type }) => type === 'answer.finished');
    const saved = [...tables.messages.values()].filter((id) => id === row.id).length;
    if (saved !== (isSaved ? 2 : 0)) fail('I3', `the memory has ${saved} messages of ${row.id}`);
  }
  const messages = [...tables.ledger.values()].flatMap(({ messageId }) => messageId ?? []);
  if (new Set(messages).size !== messages.length) fail('I4', 'two questions have one message');
  for (const { leasedBy } of tables.conversations.values())
    if (leasedBy !== null) fail('leases', `${leasedBy} has ended and holds a conversation`);
}

function checkLanes(row: Investigation, { fail, seenOf }: Promises): void {
  const { outcomes } = seenOf(row);
  for (const lane of row.lanes.values()) {
    const key = laneKey(lane.round, lane.domain);
    if (outcomes.get(key) !== lane.outcome) fail('lanes', `the end of ${key} was changed`);
    if (new Set(lane.evidenceIds).size !== lane.evidenceIds.length)
      fail('I3', `${key} has a table twice`);
  }
}
