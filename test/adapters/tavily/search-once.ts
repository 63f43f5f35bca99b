import { callTavily } from '../../../adapters/tavily/guarded-client.ts';

// One search by a process of its own, whose environment the package would read.
const [baseUrl = ''] = process.argv.slice(2);
const called = await callTavily(
  { apiKey: 'tvly-set', baseUrl },
  AbortSignal.timeout(10_000),
  (client) => client.search('q'),
);
process.exitCode = called.ok ? 0 : 1;
