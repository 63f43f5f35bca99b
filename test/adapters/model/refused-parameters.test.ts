import { afterEach, describe, expect, it } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { createScriptedHttp } from '../databricks/scripted-http.ts';
import type { Reply } from '../databricks/scripted-http.ts';
import { aCompose, aRoute, aScreen, called, decision } from './requests.ts';
import { streamed } from './streamed.ts';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

const never = new AbortController().signal;
type Body = Readonly<Record<string, unknown>>;
type Warning = { readonly facts: object; readonly message: string };

/** A service that accepts a call unless `refuses` has a reply for its body. */
async function openService(temperature: number | null, refuses: (body: Body) => Reply | null) {
  const warnings: Warning[] = [];
  const service = await createScriptedHttp(({ body }) => {
    const sent = JSON.parse(body) as Body;
    return (
      refuses(sent) ?? (sent['stream'] ? streamed(['Fine [cost:1].']) : called(decision('cost')))
    );
  });
  open.push(service);
  const reasoner = createReasoner({
    baseUrl: `${service.url}/v1`,
    model: 'scripted',
    temperature,
    apiKey: async () => 'secret-key-1',
    warn: (facts, message) => warnings.push({ facts, message }),
  });
  const sent = (): Body[] => service.received.map(({ body }) => JSON.parse(body) as Body);
  return { reasoner, sent, warnings };
}

const refusal = (status: number, body: object): Reply => ({ status, body });
const openAi = (param: string | null, message: string): Reply =>
  refusal(400, { error: { message, type: 'invalid_request_error', param, code: 'unsupported' } });

describe('the temperature', () => {
  it('is sent only when it is set', async () => {
    const unset = await openService(null, () => null);
    await unset.reasoner.route(aRoute(), never);
    await unset.reasoner.compose(aCompose(), aScreen(), never);
    expect(unset.sent().map((body) => 'temperature' in body)).toEqual([false, false]);
    const set = await openService(0, () => null);
    await set.reasoner.route(aRoute(), never);
    expect(set.sent()[0]).toMatchObject({ temperature: 0 });
  });
});

describe('a parameter that the service refuses', () => {
  const unsupported = "Unsupported value: 'temperature' does not support 0 with this model.";
  const refusals: readonly (readonly [string, string, Reply])[] = [
    ['OpenAI', 'temperature', openAi('temperature', unsupported)],
    ['OpenAI, in words alone', 'temperature', openAi(null, unsupported)],
    [
      'OpenAI, for a part of it',
      'stream_options',
      openAi('stream_options.include_usage', 'Unknown parameter.'),
    ],
    [
      'Databricks',
      'stream_options',
      refusal(400, { error_code: 'BAD_REQUEST', message: 'Bad request: stream_options' }),
    ],
    [
      'FastAPI',
      'temperature',
      refusal(422, {
        detail: [
          {
            loc: ['body', 'temperature'],
            msg: 'Extra inputs are not permitted',
            input: { stream_options: {} },
          },
        ],
      }),
    ],
    ['plain text', 'temperature', { status: 400, body: 'temperature is not supported' }],
  ];
  it.each(refusals)('by the words of %s, is left out from then on: %s', async (_, name, reply) => {
    const service = await openService(0, (body) => (name in body && body['stream'] ? reply : null));
    const first = await service.reasoner.compose(aCompose(), aScreen(), never);
    const second = await service.reasoner.compose(aCompose(), aScreen(), never);
    expect([first.markdown, second.markdown]).toEqual(['Fine [cost:1].', 'Fine [cost:1].']);
    expect(service.sent().map((body) => name in body)).toEqual([true, false, false]);
    expect(service.sent()[2]).toHaveProperty(
      name === 'temperature' ? 'stream_options' : 'temperature',
    );
    expect(service.warnings).toMatchObject([{ facts: { parameter: name } }]);
  });

  it('is left out of a decision too', async () => {
    const service = await openService(0, (body) =>
      'tool_choice' in body ? openAi('tool_choice', 'Not supported.') : null,
    );
    const { routing } = await service.reasoner.route(aRoute(), never);
    expect(routing.source).toBe('model');
    expect(service.sent().map((body) => 'tool_choice' in body)).toEqual([true, false]);
  });

  it.each([
    ['Ollama', refusal(400, { error: { message: 'gemma:2b does not support tools' } })],
    ['llama.cpp', refusal(500, { error: { message: 'tools param requires --jinja flag' } })],
  ])('is left out when it is the function: %s then decides in its text', async (_, reply) => {
    const inText = { choices: [{ message: { content: decision('cost') }, finish_reason: 'stop' }] };
    const needsTools = openAi('tool_choice', 'tool_choice is only allowed with tools.');
    const service = await openService(null, (body) => {
      if ('tools' in body) return reply;
      return 'tool_choice' in body ? needsTools : { body: inText };
    });
    const { routing } = await service.reasoner.route(aRoute(), never);
    expect(routing).toMatchObject({ source: 'model', domains: [{ domain: 'cost' }] });
    const [first, last] = [service.sent()[0], service.sent().at(-1)];
    expect([first, last].map((body) => 'tools' in (body ?? {}))).toEqual([true, false]);
  });

  it('costs no call when the request itself is refused', async () => {
    const service = await openService(0, () =>
      openAi('messages', 'The messages have a wrong form.'),
    );
    const { degraded } = await service.reasoner.compose(aCompose(), aScreen(), never);
    expect(degraded).toHaveLength(1);
    expect(service.sent()).toHaveLength(1);
  });
});

describe('why the model was not used', () => {
  const reasons: readonly (readonly [string, Reply, string])[] = [
    [
      'the key is refused',
      refusal(401, { error: { message: 'Wrong key secret-key-1' } }),
      'it answered with status 401',
    ],
    [
      'the model does not exist',
      refusal(404, { error: { message: 'No model “scripted”.' } }),
      'it answered with status 404: No model “scripted”.',
    ],
    [
      'the service fails',
      refusal(500, { error: { message: 'Out of\nmemory secret-key-1' } }),
      'it answered with status 500: Out of memory …',
    ],
    ['nobody answers', 'reset', 'it could not be reached (ECONNRESET)'],
  ];
  it.each(reasons)('is told when %s', async (_, reply, why) => {
    const { reasoner, warnings } = await openService(null, () => reply);
    const routed = await reasoner.route(aRoute(), never);
    const reason = `The model did not choose the domains: ${why}${why.endsWith('.') ? '' : '.'}`;
    expect(routed.degraded).toEqual([{ part: 'model', reason }]);
    const composed = await reasoner.compose(aCompose(), aScreen(), never);
    expect(composed.degraded).toEqual([
      { part: 'model', reason: reason.replace('choose the domains', 'write the answer') },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'the model was not used',
      'the model was not used',
    ]);
    const logged = JSON.stringify(warnings);
    expect(logged).toContain('"reason":"The model did not');
    expect(logged).not.toContain('secret-key-1');
    expect(logged).not.toContain(aRoute().question);
  });

  it('is told when its decision has a wrong form', async () => {
    const { reasoner } = await openService(null, () => called('{"domains": "all"}'));
    const { degraded } = await reasoner.route(aRoute(), never);
    expect(degraded[0]?.reason).toBe(
      'The model did not choose the domains: its decision had a wrong form.',
    );
  });

  it('is told when its time is over', async () => {
    const { reasoner } = await openService(null, () => 'hang');
    const soon = { ...aRoute(), modelByMs: Date.now() + 300 };
    expect((await reasoner.route(soon, never)).degraded[0]?.reason).toMatch(
      /^The model did not choose the domains: it did not finish within 0\.[1-3] s\.$/,
    );
    const { degraded } = await reasoner.route({ ...soon, modelByMs: 0 }, never);
    expect(degraded[0]?.reason).toBe(
      'The model did not choose the domains: there was no time left for it.',
    );
  });

  it('is told when there is none', async () => {
    const { degraded } = await createReasoner(null).route(aRoute(), never);
    expect(degraded).toEqual([
      { part: 'model', reason: 'No model is set: LLM_ENDPOINT is empty.' },
    ]);
  });
});
