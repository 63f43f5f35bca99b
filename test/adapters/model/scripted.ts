import { onTestFinished } from 'vitest';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import { createScriptedHttp } from '../databricks/scripted-http.ts';
import type { Reply } from '../databricks/scripted-http.ts';

/**
 * A reasoner whose model's calls get these replies in turn; the last one stays. It is closed when the
 * test ends.
 *
 * Effect: listens on loopback.
 */
export async function scripted(...replies: readonly Reply[]) {
  let calls = 0;
  const service = await createScriptedHttp(() => {
    calls += 1;
    return replies[Math.min(calls, replies.length) - 1] ?? { status: 500 };
  });
  onTestFinished(() => service[Symbol.asyncDispose]());
  const warnings: string[] = [];
  const reasoner = createReasoner({
    baseUrl: `${service.url}/v1`,
    model: 'gpt-5-codex',
    temperature: null,
    apiKey: async () => 'key',
    timeZone: 'Asia/Tokyo',
    warn: ({ reason }) => void warnings.push(String(reason)),
  });
  return { reasoner, received: service.received, warnings };
}
