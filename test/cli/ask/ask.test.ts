import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { probe } from '../../../cli/find-service.ts';
import { investigation } from './investigation-fixture.ts';
import { ask, json, scripted, service, start } from './scripted-service.ts';

describe('npm run ask', () => {
  it.each([
    ['completed', 0],
    ['partial', 2],
    ['failed', 1],
    ['cancelled', 1],
  ] as const)('ends for a %s investigation with %i', async (status, code) => {
    await using far = await scripted(service(status));
    const { ended } = ask(far.url, 'What did jobs cost?', '--domains', 'cost,quality');
    const { out, err, code: ending } = await ended;
    expect([ending, err]).toEqual([code, '']);
    expect(out).toContain('Asking cost, quality\ncost: asks Genie: What did jobs cost?\n');
    expect(out).toContain('Jobs cost 12.50 USD [cost:1].');
    expect(out).toContain('certified cost/job_cost');
    const post = far.asked.find(({ method }) => method === 'POST');
    expect(JSON.parse(post?.body ?? '')).toEqual({
      question: 'What did jobs cost?',
      domains: ['cost', 'quality'],
    });
  });

  it('prints with --json only the resource on standard output', async () => {
    await using far = await scripted(service('completed'));
    const { out, err } = await ask(far.url, 'What did jobs cost?', '--json').ended;
    expect(JSON.parse(out)).toEqual(investigation('completed'));
    expect(err).toContain('Asking cost, quality');
  });

  it('prints all of a long resource, also to a reader who is slow', async () => {
    const question = 'Why? '.repeat(60_000);
    await using far = await scripted((asked, reply) =>
      asked.method === 'GET' && /\/inv_[0-9a-f]+(\?|$)/.test(asked.path)
        ? json(reply, 200, { ...investigation('completed'), question })
        : service('completed')(asked, reply),
    );
    const child = start(far.url, '--follow', investigation('completed').id, '--json');
    child.stdout.pause();
    // Nothing is read before it has begun to write, so that the pipe is full when it ends.
    await once(child.stdout, 'readable');
    expect(JSON.parse(await text(child.stdout))).toMatchObject({ question });
  });

  it('goes on after a lost connection and shows no event twice', async () => {
    await using far = await scripted(service('completed', { breakAfter: 4 }));
    const { out, code } = await ask(far.url, 'What did jobs cost?').ended;
    expect(code).toBe(0);
    expect(out.match(/cost: asks Genie:/g)).toHaveLength(1);
    expect(out).toContain('trying again');
    const streams = far.asked.filter(({ path }) => path.endsWith('/events'));
    expect(streams.map(({ lastEventId }) => lastEventId)).toEqual([undefined, '3']);
  });

  it('comes back to an investigation without asking again', async () => {
    await using far = await scripted(service('completed'));
    const { code, out } = await ask(far.url, '--follow', investigation('completed').id).ended;
    expect([code, far.asked.filter(({ method }) => method === 'POST')]).toEqual([0, []]);
    expect(out).toContain('Jobs cost 12.50 USD [cost:1].');
  });

  it('leaves on Ctrl-C, cancels nothing and says how to come back', async () => {
    const onHang: { kill: () => void } = { kill: () => {} };
    const script = service('completed', { hang: true });
    await using far = await scripted((asked, reply) => {
      script(asked, reply);
      if (asked.path.endsWith('/events')) onHang.kill();
    });
    const { child, ended } = ask(far.url, 'What did jobs cost?');
    onHang.kill = () => child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(130);
    expect(out).toContain(`npm run ask -- --follow ${investigation('completed').id}`);
    expect(far.asked.filter(({ path }) => path.endsWith('/cancel'))).toEqual([]);
  });

  it('tells why the service refused', async () => {
    await using far = await scripted((asked, reply) =>
      asked.method === 'POST'
        ? json(reply, 400, {
            detail: 'budgetSeconds: must be at most 604800',
            errors: [{ path: 'budgetSeconds', message: 'must be at most 604800' }],
          })
        : service('completed')(asked, reply),
    );
    const { code, err, out } = await ask(far.url, 'Why?', '--budget', '700000').ended;
    expect([code, err, out]).toEqual([1, '--budget: must be at most 604800\n', '']);
  });

  it('says that nobody answers at the address it was given', async () => {
    const { code, err } = await ask('http://127.0.0.1:1', 'Why?').ended;
    expect(code).toBe(1);
    expect(err).toBe(
      'HEALTH_MONITOR_URL is http://127.0.0.1:1, and no Health Monitor answers there.\n',
    );
  });

  it('says how it is used', async () => {
    const { code, err } = await ask('http://127.0.0.1:1', 'Why?', '--loud').ended;
    expect(code).toBe(1);
    expect(err).toContain("Unknown option '--loud'");
    expect(err).toContain('npm run ask -- "question" [options]');
  });

  it('prints its help and its version', async () => {
    const [help, version] = await Promise.all([
      ask('http://127.0.0.1:1', '--help').ended,
      ask('http://127.0.0.1:1', '--version').ended,
    ]);
    expect([help.code, version.code]).toEqual([0, 0]);
    expect(help.out).toContain('--save report.md');
    expect(version.out).toMatch(/^health-monitor \d+\.\d+\.\d+\n$/);
  });

  it('suggests questions when none is given, and starts nothing', async () => {
    const { code, out, err } = await ask('http://127.0.0.1:1').ended;
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/^ {2}\d {2}\w+ +\S.*\?$/gm)).toHaveLength(6);
    expect(out).toContain('npm run ask -- "');
  });

  it('ends with what the answer took', async () => {
    await using far = await scripted(service('completed'));
    const { out } = await ask(far.url, 'What did jobs cost?').ended;
    expect(out.trimEnd().split('\n').at(-1)).toBe('7.0 s, 0 Genie questions, 0 polls, no model');
  });

  it('lists the newest investigations', async () => {
    await using far = await scripted(service('completed'));
    const { code, out } = await ask(far.url, '--list').ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^inv_a+ {2}completed +\d+ \w+ {2}What did jobs cost\?\n$/);
  });

  it('goes on in the newest session', async () => {
    await using far = await scripted(service('completed'));
    await ask(far.url, 'And yesterday?', '--continue').ended;
    const post = far.asked.find(({ method }) => method === 'POST');
    expect(JSON.parse(post?.body ?? '')).toEqual({
      question: 'And yesterday?',
      sessionId: investigation('completed').sessionId,
    });
  });

  it('says that there is no session to go on in', async () => {
    await using far = await scripted((asked, reply) =>
      asked.path.includes('?limit=')
        ? json(reply, 200, { investigations: [] })
        : service('completed')(asked, reply),
    );
    const { code, err } = await ask(far.url, 'And yesterday?', '--continue').ended;
    expect([code, err]).toEqual([
      1,
      'There is no session to continue. Ask without --continue first.\n',
    ]);
    expect(far.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('shows the SQL behind each table, with its parameters', async () => {
    await using far = await scripted(service('completed'));
    const { out } = await ask(far.url, 'What did jobs cost?', '--sql').ended;
    expect(out).toContain('-- cost: Spend by job\n-- :top_n = 5\nselect job, usd from spend\n');
  });

  it('shows all rows only with --full', async () => {
    await using far = await scripted(service('completed'));
    const row = 'nightly_load  12.5';
    const short = await ask(far.url, 'What did jobs cost?').ended;
    const full = await ask(far.url, 'What did jobs cost?', '--full').ended;
    expect([short.out.includes(row), full.out.includes(row)]).toEqual([false, true]);
  });
});

describe('what listens at an address', () => {
  it('is ours, another, or nobody', async () => {
    await using ours = await scripted(service('completed'));
    await using page = await scripted((_, reply) => reply.end('<html>'));
    await using other = await scripted((_, reply) => json(reply, 200, { status: 'ok' }));
    expect(await Promise.all([ours, page, other].map(({ url }) => probe(url)))).toEqual([
      'ours',
      'other',
      'other',
    ]);
    expect(await probe('http://127.0.0.1:1')).toBe('nobody');
  });
});
