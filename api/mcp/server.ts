import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import type { ToolCall } from './call.ts';
import { addDomainsTool } from './domains.ts';
import { addEvidenceTool, addProofTool } from './evidence.ts';
import { addInvestigate, addPoll } from './investigate.ts';
import { addTasks, tasksExtension } from './tasks.ts';
import { addAnswerTool, addCancelTool } from './steering.ts';

const tools = [
  addInvestigate,
  addPoll,
  addAnswerTool,
  addCancelTool,
  addEvidenceTool,
  addProofTool,
  addDomainsTool,
] as const;

const instructions =
  'Answers questions about a Databricks platform. Begin with investigate; cite its markers such as [cost:1] as they are. Numbers stand in get_evidence.';

/**
 * Answers one request of the Model Context Protocol. No request knows of another: what lasts is the
 * investigation, so that any process can serve any of them.
 *
 * Effect: that of the tool that is called.
 */
export async function replyMcp(call: ToolCall, request: Request): Promise<Response> {
  const handler = createMcpHandler(
    () => {
      const server = new McpServer(
        { name: 'health-monitor', title: 'Health Monitor', version: '1' },
        { instructions, capabilities: { tools: {}, extensions: { [tasksExtension]: {} } } },
      );
      for (const add of tools) add(server, call);
      addTasks(server, call);
      return server;
    },
    { onerror: (err) => call.deps.log.warn({ err, requestId: call.requestId }, 'an MCP request') },
  );
  return handler.fetch(request);
}
