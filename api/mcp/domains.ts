import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import { agentsFor } from '../agents-for.ts';
import { answering, readsOnly, toldResult } from './call.ts';
import type { ToolCall } from './call.ts';

const ToldDomains = z.object({
  domains: z.array(
    z.object({
      domain: z.enum(domains),
      asks: z.string(),
      available: z.boolean(),
      why: z.string().nullable().describe('Why it is not available'),
      suggestions: z.array(z.string()),
    }),
  ),
});

/** Adds the tool that lists what can be asked about. */
export function addDomainsTool(server: McpServer, call: ToolCall): void {
  const config = {
    title: 'List domains',
    description: 'What can be asked about, with questions to begin with.',
    inputSchema: z.strictObject({}),
    outputSchema: ToldDomains,
    annotations: readsOnly,
  };
  server.registerTool('list_domains', config, () =>
    answering(call, async () => {
      const told = agentsFor(call.deps, call.caller).map(
        ({ domain, asks, available, why, suggestions }) => ({
          domain,
          asks,
          available,
          why,
          suggestions: [...suggestions],
        }),
      );
      const line = ({ domain, asks, why }: (typeof told)[number]): string =>
        `${domain}: ${asks}${why === null ? '' : ` (not available: ${why})`}`;
      return toldResult({ domains: told }, told.map(line).join('\n'));
    }),
  );
}
