import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../adapters/connect.ts';
import { createPlainArm } from '../../bench/arms/plain.ts';
import { startGenieStub, type GenieStub } from '../../bench/genie-stub.ts';
import { createBareSteps } from '../../bench/steps.ts';
import { loadConfig } from '../../config/index.ts';

let stub: GenieStub;

beforeAll(async () => {
  stub = await startGenieStub();
});
afterAll(() => stub.close());

describe('the floor of a benchmark', () => {
  it('asks five domains in three requests each and clocks the longest of them', async () => {
    const config = loadConfig({ DATABRICKS_HOST: stub.url, DATABRICKS_TOKEN: 'test' });
    const arm = await createPlainArm(createBareSteps(connect(config).genie, (domain) => domain));
    onTestFinished(arm.close);
    await arm.ask();
    const seen = stub.takeCounts();
    expect(seen).toMatchObject({ posts: 5, gets: 10 });
    expect(seen.longestConversationMs).toBeGreaterThan(0);
    expect(stub.takeCounts()).toEqual({ posts: 0, gets: 0, longestConversationMs: 0 });
  });

  it('waits for a Genie that takes its time', async () => {
    const config = loadConfig({ DATABRICKS_HOST: stub.url, DATABRICKS_TOKEN: 'test' });
    const arm = await createPlainArm(createBareSteps(connect(config).genie, (domain) => domain));
    onTestFinished(arm.close);
    stub.answerAfter(3_600_000);
    await expect(arm.ask()).rejects.toThrow('no answer');
    stub.answerAfter(0);
    await arm.ask();
  });
});
