import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Domain } from '../../../domain/domains.ts';
import type { FaultTarget } from '../control/faults.ts';
import type { LoadedData } from '../dataset.ts';
import { workspaceTimeMs, type WorkspaceState } from '../state.ts';
import { paginate, readObject, readBody, type Wire, WireError } from '../wire.ts';
import { conversationOf, conversations, dataOf, messageOf, messages } from './lookup.ts';
import { takeFault, processMessage } from './process-message.ts';
import { createMatchers, type Matcher } from './understanding/match.ts';
import { type Plan, planAnswer } from './understanding/plan.ts';
import { conversationShape, listedConversationShape, messageShape } from './shapes.ts';
import { base, requireRun, spaceOf } from './space-routes.ts';
import { type Conversation, isTerminal, type Message } from './store.ts';

async function contentOf(c: Context<Wire>): Promise<string> {
  const content = (await readObject(c))['content'];
  if (typeof content !== 'string' || content.trim() === '')
    throw new WireError(400, 'content must be a non-empty string');
  return content;
}

function takeQuota(state: WorkspaceState): void {
  const waitSeconds = state.quota.take();
  if (waitSeconds === 0) return;
  throw new WireError(429, 'Genie questions per minute of this workspace are used up', {
    retryAfterSeconds: waitSeconds,
  });
}

type Matchers = (domain: Domain) => Matcher;

/** The answer of a space without a known domain. */
const unknownSpacePlan: Plan = {
  kind: 'text',
  text: 'I cannot answer this with the data of this space: none of its example queries is known.',
  isQuestion: false,
  suggestions: [],
};

function ask(
  state: WorkspaceState,
  matchers: Matchers,
  c: Context<Wire>,
  conversation: Conversation,
  content: string,
  data: LoadedData,
): Message {
  const { spaceId, domain } = spaceOf(state, c);
  const earlier = conversation.messages
    .toReversed()
    .flatMap(({ query }) =>
      query === null ? [] : [{ question: query.question, parameters: query.parameters }],
    );
  const last = conversation.messages.at(-1);
  const askedBack = last?.text?.isQuestion === true ? last.content : null;
  const message = state.genie.add(conversation, c.get('principal').id, content);
  const plan =
    domain === null
      ? unknownSpacePlan
      : planAnswer(
          { content, earlier, askedBack, domain, names: data.names, nowMs: state.clock.nowMs },
          matchers(domain),
        );
  const principal = c.get('principal').name;
  const request = { method: 'POST', path: c.req.path, content };
  const target: FaultTarget = { ...request, spaceId, domain, principal };
  void processMessage(state, message, plan, data, takeFault(state, target));
  return message;
}

function questionRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  const matchers = createMatchers(state.catalogue);
  routes.post(`${base}/:space/start-conversation`, async (c) => {
    const { spaceId } = requireRun(state, c);
    const content = await contentOf(c);
    const data = dataOf(state);
    takeQuota(state);
    const conversation = state.genie.open(spaceId, c.get('principal').id, content.slice(0, 100));
    const message = ask(state, matchers, c, conversation, content, data);
    const ids = { conversation_id: conversation.id, message_id: message.id };
    return c.json({
      ...ids,
      conversation: conversationShape(conversation),
      message: messageShape(message, workspaceTimeMs(state.clock)),
    });
  });
  routes.post(messages, async (c) => {
    requireRun(state, c);
    const conversation = conversationOf(state, c);
    const content = await contentOf(c);
    const data = dataOf(state);
    if (!conversation.messages.every(isTerminal)) {
      throw new WireError(
        409,
        'BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION: another message of this conversation is still in progress',
      );
    }
    takeQuota(state);
    return c.json(
      messageShape(
        ask(state, matchers, c, conversation, content, data),
        workspaceTimeMs(state.clock),
      ),
    );
  });
}

const FeedbackBody = z.object({
  rating: z.enum(['POSITIVE', 'NEGATIVE', 'NONE']),
  comment: z.string().optional(),
});

function feedbackAndDeleteRoutes(state: WorkspaceState, routes: Hono<Wire>): void {
  routes.post(`${messages}/:message/feedback`, async (c) => {
    const message = messageOf(state, c);
    message.feedback = await readBody(c, FeedbackBody);
    return c.json({});
  });
  routes.delete(`${messages}/:message`, (c) => {
    const conversation = conversationOf(state, c);
    conversation.messages.splice(conversation.messages.indexOf(messageOf(state, c)), 1);
    return c.json({});
  });
  routes.delete(`${conversations}/:conversation`, (c) => {
    state.genie.remove(conversationOf(state, c));
    return c.json({});
  });
}

/** Genie's conversation API: conversations, messages and query results. */
export function genieRoutes(state: WorkspaceState): Hono<Wire> {
  const routes = new Hono<Wire>();
  const shape = (message: Message) => messageShape(message, workspaceTimeMs(state.clock));
  questionRoutes(state, routes);
  routes.get(conversations, (c) => {
    const { spaceId } = spaceOf(state, c);
    const principal = c.get('principal');
    const all = c.req.query('include_all') === 'true';
    if (all && !state.access.hasPermission(principal, 'genie', spaceId, 'CAN_MANAGE'))
      throw new WireError(403, `You need "Can Manage" permission to see all of ${spaceId}`);
    const newestFirst = state.genie.list(spaceId, all ? null : principal.id).toReversed();
    const { items, next } = paginate(c, newestFirst.map(listedConversationShape));
    return c.json({ conversations: items, ...next });
  });
  routes.get(messages, (c) => {
    const { items, next } = paginate(c, conversationOf(state, c).messages.map(shape));
    return c.json({ messages: items, ...next });
  });
  routes.get(`${messages}/:message`, (c) => c.json(shape(messageOf(state, c))));
  feedbackAndDeleteRoutes(state, routes);
  return routes;
}
