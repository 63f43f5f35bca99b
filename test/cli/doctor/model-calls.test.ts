import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../cli/doctor/check.ts';
import { runDoctor } from '../../../cli/doctor/command.ts';
import { openInstallation } from './bench.ts';
import type { Installation } from './bench.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
}, 120_000);
afterAll(() => installation[Symbol.asyncDispose]());

describe('a real call of the model', () => {
  const calls = async (...args: readonly string[]) => {
    let out = '';
    const code = await runDoctor(['--json', ...args], () => installation.env, {
      print: (printed) => {
        out += printed;
      },
      printError: () => {},
      width: null,
      paint: (_, mark) => mark,
    });
    const { checks } = JSON.parse(out) as { checks: readonly Row[] };
    return { code, row: checks.find(({ id }) => id === 'model-calls') };
  };

  it('is made on request alone', async () => {
    const before = installation.model.requests.length;
    expect((await calls()).row).toBeUndefined();
    expect(installation.model.requests).toHaveLength(before);
  });

  it('tells what the model can do, and which parameters it refuses', async () => {
    installation.model.behave({
      domains: ['cost'],
      pieces: ['Ready.'],
      refuses: ['stream_options'],
    });
    const { row } = await calls('--model');
    installation.model.behave({ refuses: [] });
    expect(row).toMatchObject({ status: 'ok' });
    expect(row?.detail).toMatch(
      /^scripted chose cost and wrote a text in [\d.]+ s\. It refuses stream_options, which is left out\.$/,
    );
  });

  it('is red when the model cannot be used, with the reason', async () => {
    installation.model.behave({ refuses: ['model'] });
    const { code, row } = await calls('--model');
    installation.model.behave({ refuses: [] });
    expect(code).toBe(1);
    expect(row).toMatchObject({ status: 'fail', hint: expect.stringContaining('LLM_MODEL') });
    expect(row?.detail).toBe(
      "scripted cannot be used: it answered with status 400: Unsupported parameter: 'model'.",
    );
  });
});
