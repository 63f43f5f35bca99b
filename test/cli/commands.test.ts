import { describe, expect, it } from 'vitest';
import { runProcess } from '../support/run-process.ts';

describe('a command of package.json', () => {
  it.each([
    ['cli/ask.ts', 'npm run ask'],
    ['cli/doctor.ts', 'npm run doctor'],
    ['cli/verify.ts', 'npm run verify'],
    ['cli/keys.ts', 'npm run keys'],
    ['cli/webhooks.ts', 'npm run webhooks'],
    ['cli/audit.ts', 'npm run audit'],
    ['cli/mcp.ts', 'npm --silent run mcp'],
    ['cli/genie-deploy.ts', 'npm run genie:deploy'],
    ['cli/dashboards-deploy.ts', 'npm run dashboards:deploy'],
    ['cli/genie-export.ts', 'npm run genie:export'],
    ['local/main.ts', 'npm start'],
  ])('%s prints its usage with --help', async (file, usage) => {
    const { code, out, err } = await runProcess(file, ['--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(usage);
  });

  it.each([
    ['cli/ask.ts', 1],
    ['cli/doctor.ts', 2],
    ['cli/verify.ts', 2],
    ['cli/webhooks.ts', 1],
    ['cli/mcp.ts', 2],
    ['cli/genie-deploy.ts', 1],
    ['cli/dashboards-deploy.ts', 1],
    ['cli/genie-export.ts', 1],
    ['local/main.ts', 1],
  ])('%s refuses an unknown option in one sentence and prints its usage', async (file, ending) => {
    const { code, err } = await runProcess(file, ['--loud']);
    expect(code).toBe(ending);
    expect(err).toMatch(/^Unknown option '--loud'\.?\n\nnpm /);
  });

  it.each([
    ['cli/migrate.ts', {}, /^DATABASE_URL is not set/],
    ['api/main.ts', {}, /^DATABASE_URL is not set/],
    ['worker/main.ts', {}, /^DATABASE_URL is not set/],
    [
      'cli/migrate.ts',
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' },
      /^PostgreSQL does not answer: connect ECONNREFUSED 127\.0\.0\.1:1\n$/,
    ],
    ['cli/migrate.ts', { PORT: 'abc' }, /^The settings cannot be used:\n {2}PORT: found "abc"/],
    ['api/main.ts', { PORT: 'abc' }, /^The settings cannot be used:\n {2}PORT: found "abc"/],
    ['worker/main.ts', { PORT: 'abc' }, /^The settings cannot be used:\n {2}PORT: found "abc"/],
  ])('%s with the settings %j says what to do, without a stack', async (file, env, message) => {
    const { code, err } = await runProcess(file, [], env);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
    expect(err).not.toContain('secret');
  });
});
