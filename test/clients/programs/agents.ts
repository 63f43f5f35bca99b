import { ChatOpenAI } from '@langchain/openai';
import { Agent, OpenAIResponsesModel, run, setTracingDisabled, tool } from '@openai/agents';
import OpenAI from 'openai';
import { expect } from 'vitest';
import { apiKey, model, question, right, tooMuch } from './ability.ts';
import type { Programs } from './ability.ts';

const parameters = {
  type: 'object' as const,
  properties: {},
  required: [],
  additionalProperties: false as const,
};

/** The Agents SDK of OpenAI: what it streams it cannot read on, and it cancels by leaving. */
export function agentsPrograms(baseURL: string): Programs {
  setTracingDisabled(true);
  const client = new OpenAI({ baseURL, apiKey });
  const agentOf = (name: string, more: object = {}) =>
    new Agent({
      name: 'Operations',
      model: new OpenAIResponsesModel(client as never, name),
      ...more,
    });
  return {
    asks: async () => {
      expect((await run(agentOf(model), question)).finalOutput).toMatch(right);
    },
    streams: async () => {
      const stream = await run(agentOf(model), question, { stream: true });
      const kinds = new Set<string>();
      for await (const { type } of stream) kinds.add(type);
      expect([...kinds]).toContain('raw_model_stream_event');
      expect(stream.finalOutput).toMatch(right);
    },
    'is refused': async () => {
      const execute = async () => 'x';
      const f = tool({ name: 'f', description: 'f', parameters, strict: true, execute });
      await expect(run(agentOf(model, { tools: [f] }), question)).rejects.toThrow(/tools/);
      await expect(run(agentOf('gpt-9'), question)).rejects.toThrow(/must be one of/);
      await expect(run(agentOf(model), tooMuch)).rejects.toThrow(/64 kB/);
    },
  };
}

/** LangChain, the same. */
export function langchainPrograms(baseURL: string): Programs {
  const chatOf = (name: string) =>
    new ChatOpenAI({
      model: name,
      useResponsesApi: true,
      apiKey,
      maxRetries: 0,
      configuration: { baseURL },
    });
  return {
    asks: async () => {
      expect((await chatOf(model).invoke(question)).text).toMatch(right);
    },
    streams: async () => {
      let text = '';
      for await (const chunk of await chatOf(model).stream(question)) text += chunk.text;
      expect(text).toMatch(right);
    },
    'is refused': async () => {
      const f = {
        type: 'function',
        function: { name: 'f', description: 'f', parameters },
      } as const;
      await expect(chatOf(model).bindTools([f]).invoke(question)).rejects.toThrow(/tools/);
      await expect(chatOf('gpt-9').invoke(question)).rejects.toThrow(/must be one of/);
      await expect(chatOf(model).invoke(tooMuch)).rejects.toThrow(/64 kB/);
    },
  };
}
