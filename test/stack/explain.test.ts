import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LogEvent } from '../../domain/events.ts';
import { openProof } from '../../proof/open-proof.ts';
import { verifyProof } from '../../proof/verify-proof.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import type { WorkspaceControl } from '../support/workspace-control.ts';

const question = 'Why did our spend jump yesterday?';
const domains = ['cost'];
const statements = '/api/2.0/sql/statements';
const soon = { timeout: 60_000, interval: 50 };

let bench: StackBench;
let service: Service;
let workspace: WorkspaceControl;

beforeAll(async () => {
  bench = await createStackBench();
  await bench.start([], { LOCAL_NOW: '2026-11-18T00:00:00Z' }).ready;
  service = createService(bench.file().api.url);
  workspace = createWorkspaceControl(bench.file().workspace.url);
}, 180_000);
afterEach(() => workspace.setFaults([]));
afterAll(() => bench?.[Symbol.asyncDispose]());

const isOfCheck = (event: LogEvent): boolean =>
  event.type === 'evidence.added' && event.round === 0;

describe('a question that asks why', () => {
  it('is answered by the cause, and a worker that is killed in mid-search changes nothing of it', async () => {
    const undisturbed = await service.ask({ question, domains });
    const expected = await service.ended(undisturbed.id, 90_000);
    expect(expected).toMatchObject({ status: 'completed', routing: { intent: 'why' } });
    expect(expected.explanation).toMatchObject({ verdict: 'cause_found' });
    expect(expected.answer?.markdown.split('\n')[0]).toBe(expected.explanation?.lines[0]);
    expect(expected.usage.statements).toBeGreaterThan(1);
    expect(expected.usage.statements).toBeLessThanOrEqual(16);

    const proof = await fetch(`${bench.file().api.url}${expected.links.self}/proof`);
    const opened = openProof(await proof.bytes());
    expect('proof' in opened ? verifyProof(opened.proof) : opened.findings).toEqual([]);

    const slow = { match: { path: statements }, times: null, fault: { kind: 'slow', ms: 500 } };
    await workspace.setFaults([slow] as Parameters<WorkspaceControl['setFaults']>[0]);
    const before = (await workspace.requests()).length;
    const { id } = await service.ask({ question, domains });
    await service.follow(id, null, isOfCheck);
    const pid = bench.file().worker.pid ?? 0;
    expect((await service.get(id)).explanation).toBeNull();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(bench.file().worker.pid).not.toBe(pid), soon);
    await workspace.setFaults([]);

    const end = await service.ended(id, 90_000);
    expect(end.explanation?.verdict).toBe(expected.explanation?.verdict);
    expect(end.explanation?.lines).toEqual(expected.explanation?.lines);
    expect(end.usage.statements).toBe(expected.usage.statements);
    const events = await service.events(id);
    // The tables of the undisturbed search, each once.
    const certified = (log: readonly LogEvent[]) =>
      log.flatMap((event) =>
        event.type === 'evidence.added' && event.round === 0
          ? [event.certified ?? event.title]
          : [],
      );
    const undisturbedLog = await service.events(undisturbed.id);
    expect(certified(events).toSorted()).toEqual(certified(undisturbedLog).toSorted());
    // Run again are at most those that ran when the worker died.
    const sent = (await workspace.requests(before)).filter(
      ({ method, path }) => method === 'POST' && path === statements,
    );
    expect(sent.length).toBeGreaterThanOrEqual(expected.usage.statements);
    expect(sent.length).toBeLessThanOrEqual(expected.usage.statements + 4);
    expect(events.filter(({ type }) => type === 'explained')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
  });
});
