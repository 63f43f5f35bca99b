import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../adapters/connect.ts';
import { findTarget } from '../../../cli/doctor/target.ts';
import { AppError } from '../../../domain/errors.ts';
import { endingOf } from '../../../domain/genie-failures.ts';
import type { Genie } from '../../../domain/genie.ts';
import { hintFor, missingAccessOf, withHint } from '../../../domain/hints.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { costSpace, openInstallation, warehouse } from './bench.ts';
import type { Installation } from './bench.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
}, 120_000);
afterAll(() => installation[Symbol.asyncDispose]());

/** What a lane would end with: Genie's refusal, or the error in its message. */
async function deniedBy(genie: Genie, spaceId: string): Promise<string> {
  const { signal } = new AbortController();
  const caller = await genie.caller(signal);
  const question = { spaceId, conversationId: null, content: 'Spend by day' };
  const asked = await genie.ask(question, async () => true).catch((error: unknown) => error);
  if (asked instanceof AppError) {
    return withHint(
      asked.message,
      hintFor(missingAccessOf(asked, { kind: 'run', spaceId }), caller),
    );
  }
  const ids = asked as { conversationId: string; messageId: string };
  const failed = await vi.waitFor(async () => {
    const message = await genie.message({ spaceId, ...ids }, signal);
    expect(message.status).toBe('FAILED');
    return message;
  });
  return endingOf(failed.error ?? { type: '', message: '' }, caller).detail;
}

describe('a denied lane', () => {
  it.each([
    ['SELECT on a schema', 'schema.billing'],
    ['the warehouse', 'warehouses'],
    ['the space', 'space.cost'],
  ])('that lacks %s ends with the same words as the red line', async (_, id) => {
    const take = async (isTaken: boolean): Promise<void> => {
      if (id === 'warehouses') return installation.setLevel(warehouse, isTaken ? null : 'CAN_USE');
      if (id === 'space.cost')
        return installation.setLevel(costSpace, isTaken ? 'CAN_VIEW' : 'CAN_RUN');
      return installation.setSelect('billing', isTaken ? 'remove' : 'add');
    };
    const { genie } = connect(findTarget(installation.env).config);
    await take(true);
    const hint = (await installation.rows()).find((row) => row.id === id)?.hint ?? 'no hint';
    const detail = await deniedBy(genie, localSpaces.cost.spaceId);
    await take(false);
    expect(detail.endsWith(hint)).toBe(true);
  });
});
