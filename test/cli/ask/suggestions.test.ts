import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestionsText } from '../../../cli/ask/suggestions.ts';
import { suggestedQuestions } from '../../../sql/suggested-questions.ts';
import { domains } from '../../../domain/domains.ts';
import { localSpaces } from '../../../local/workspace/genie/spaces.ts';
import { createWorkspace } from '../../../local/workspace/workspace.ts';
import type { Workspace } from '../../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';
import { sharedCache } from '../../local/data/cache.ts';
import { at, createClient } from '../../local/workspace/client.ts';

const suggestions = suggestedQuestions(loadCatalogue().questions);
let workspace: Workspace;

beforeAll(async () => {
  const nowMs = Date.parse('2026-11-18T00:00:00Z');
  workspace = await createWorkspace({
    cacheDir: await sharedCache(),
    nowMs,
    days: 30,
    answerMs: 50,
  });
  await workspace.ready;
});
afterAll(() => workspace?.close());

describe('suggested questions', () => {
  it('are one of each domain', () => {
    expect(suggestions.map(({ domain }) => domain)).toEqual(domains);
  });

  it.each(suggestions)('are answered with rows by the local workspace: $question', async (one) => {
    const client = createClient(workspace);
    const { spaceId } = localSpaces[one.domain];
    const path = await client.start(spaceId, one.question);
    const { message } = await client.follow(path);
    expect(at(message, 'status')).toBe('COMPLETED');
    expect(at(message, 'attachments', 0, 'query', 'query')).toBe(one.sql);
    const attachment = String(at(message, 'attachments', 0, 'attachment_id'));
    const { body } = await client.get(`${path}/attachments/${attachment}/query-result`);
    expect(Number(at(body, 'statement_response', 'manifest', 'total_row_count'))).toBeGreaterThan(
      0,
    );
  });

  it('are shown with how to go on', () => {
    expect(suggestionsText(suggestions, false)).toContain(
      `npm run ask -- "${suggestions[0]?.question}"`,
    );
    expect(suggestionsText(suggestions, true)).toContain('Ctrl-D ends.');
  });
});
