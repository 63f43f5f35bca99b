import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenResponses } from '@ai-sdk/open-responses';
import { createDatabricksProvider } from '@databricks/ai-sdk-provider';
import type { LanguageModel } from 'ai';
import OpenAI from 'openai';
import OpenAI6 from 'openai-6';
import { describe, expect, inject, it } from 'vitest';
import { root } from '../support/sources.ts';
import { abilities, apiKey, model } from './programs/ability.ts';
import type { Programs } from './programs/ability.ts';
import { agentsPrograms, langchainPrograms } from './programs/agents.ts';
import { aiPrograms } from './programs/ai-sdk.ts';
import { mcpPrograms } from './programs/mcp.ts';
import { openaiPrograms } from './programs/openai.ts';
import { mlflowPrograms, pythonPrograms } from './programs/python.ts';

const { url } = inject('clients');
const baseURL = `${url}/v1`;
const openai = createOpenAI({ baseURL, apiKey });
const open = createOpenResponses({ name: 'hm', url: `${baseURL}/responses`, apiKey });
// Its types are those of another major of the AI SDK.
const databricks = createDatabricksProvider({ baseURL: url }).responses(model) as unknown;

const clients: Readonly<Record<string, Programs>> = {
  '`openai` 7 (JS)': openaiPrograms(OpenAI, baseURL),
  // Its types are those of another package.
  '`openai` 6 (JS)': openaiPrograms(OpenAI6 as unknown as typeof OpenAI, baseURL),
  '`openai` 3 (Python)': pythonPrograms(3, baseURL),
  '`openai` 2 (Python)': pythonPrograms(2, baseURL),
  '`@ai-sdk/openai`': aiPrograms(openai.responses(model), openai.responses('gpt-9')),
  '`@ai-sdk/open-responses`': aiPrograms(open(model), open('gpt-9')),
  // It takes the calls of an agent of Databricks, which are done, for its own.
  '`@databricks/ai-sdk-provider`': aiPrograms(databricks as LanguageModel, null, 'tool-calls'),
  '`@openai/agents`': agentsPrograms(baseURL),
  '`@langchain/openai`': langchainPrograms(baseURL),
  '`mlflow.deployments` (Python)': mlflowPrograms(url),
  '`@modelcontextprotocol/client`': mcpPrograms(url),
};

const programs = Object.entries(clients).flatMap(([client, own]) =>
  abilities.flatMap((ability) => {
    const program = own[ability];
    return program === undefined ? [] : [{ name: `${client} ${ability}`, program }];
  }),
);

describe.concurrent('an unmodified client:', () => {
  it.each(programs)('$name', ({ program }) => program());
});

describe('the page about what clients can', () => {
  it('says of each what it was seen doing, and nothing else', () => {
    const page = readFileSync(join(root, 'docs/client-abilities.md'), 'utf8');
    const rows = Object.entries(clients).map(
      ([client, own]) =>
        `| ${[client, ...abilities.map((one) => (own[one] === undefined ? '–' : 'yes'))].join(' | ')} |`,
    );
    const header = `| ${['client', ...abilities].join(' | ')} |`;
    expect(page).toContain([header, header.replaceAll(/[^|]+/g, ' --- '), ...rows].join('\n'));
  });
});
