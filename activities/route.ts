import { agentCards, agents } from '../agents/index.ts';
import { questionFor } from '../language/clauses.ts';
import { explanationIntent } from '../language/why.ts';
import { preferencesSaid } from '../language/preferences-said.ts';
import { accessDenied } from '../domain/access.ts';
import type { Degradation } from '../domain/answer.ts';
import type { InvestigationRef, InvestigationRow } from '../domain/investigation.ts';
import { onlyReads } from '../domain/tools.ts';
import { isDomain } from '../domain/domains.ts';
import type { Domain } from '../domain/domains.ts';
import { shownMessages } from '../domain/memory-port.ts';
import type { KnownMemory } from '../domain/memory-port.ts';
import type { Routed } from '../domain/reasoner-port.ts';
import type { Routing } from '../domain/routing.ts';
import type { RouteArgs, RouteEnd, RoutedLane } from '../domain/steps.ts';
import type { Deps } from './deps.ts';
import type { Attempt } from './run.ts';
import { applyPreferences, preferencesFor } from './apply-preferences.ts';
import { explainedBefore } from '../causes/follow-up.ts';
import { domainAsked } from '../causes/symptom/asked.ts';
import { namesTold } from './names-told.ts';
import { wantsOnlyBoard } from '../language/needs/board-alone.ts';
import { askNoDomain, chooseTools, toolsToRun, withProposed } from '../tools/choose-tools.ts';

/**
 * Chooses the domains to ask and their questions, and stores their lanes. Domains that the caller
 * named are not changed.
 *
 * Effect: writes lanes, `started` and `routed` once; a later attempt returns what is stored.
 */
export async function route(deps: Deps, args: RouteArgs, at: Attempt): Promise<RouteEnd> {
  const start = await read(deps, args);
  return start.stored ?? decide(deps, args, start, at);
}

/**
 * As `route`; null, and nothing done, when a model or memory has to be waited for.
 *
 * Effect: as `route`.
 */
export async function routeAtOnce(
  deps: Deps,
  args: RouteArgs,
  at: Attempt,
): Promise<RouteEnd | null> {
  if (deps.settings.isMemoryApart) return null;
  const start = await read(deps, args);
  if (start.stored) return start.stored;
  const isAtOnce = start.investigation.domains !== null || deps.reasoner.kind === 'offline';
  return isAtOnce ? decide(deps, args, start, at) : null;
}

/** Less is not worth a try. */
const leastMs = 500;

async function read(deps: Deps, { ref, answerByMs, modelByMs }: RouteArgs) {
  const { store, settings } = deps;
  const withinMs = Math.max(leastMs, modelByMs - Date.now());
  const { committed, investigation, memory } = await store.routingStart(ref, withinMs);
  const isRetry = (investigation.retryOf ?? null) !== null;
  const take = { spaces: settings.spaces, deadlineAtMs: answerByMs };
  const taken = committed ?? (isRetry ? await store.commitRetry(ref, take) : null);
  const ended = isRetry && taken !== null ? await endedLanes(deps, ref) : [];
  const stored =
    taken && withEnding(deps, memory, endOf(deps, taken.routing, investigation, ended));
  return { stored, investigation, memory };
}

/** Lanes that ended in the investigation that this one tries again. */
async function endedLanes({ store }: Deps, ref: InvestigationRef): Promise<readonly RoutedLane[]> {
  return (await store.lanes(ref, 1)).flatMap(({ domain, outcome, detail }) =>
    outcome === null ? [] : [{ domain, refused: { outcome, detail } }],
  );
}

async function decide(
  deps: Deps,
  { ref, answerByMs, modelByMs }: RouteArgs,
  { investigation, memory }: Omit<Awaited<ReturnType<typeof read>>, 'stored'>,
  { signal }: Attempt,
): Promise<RouteEnd> {
  const { store, settings } = deps;
  const learned = preferencesSaid(investigation.question);
  const question = namesTold(deps, investigation);
  const explained = explainedIn(question, investigation, memory);
  const routed =
    explained ?? (await routedBy(deps, { investigation, memory, question, modelByMs }, signal));
  // A model may name a domain twice; only its first question is asked.
  const named = routed.routing.domains.filter(
    ({ domain }, n, all) => all.findIndex((one) => one.domain === domain) === n,
  );
  const asked = explainedQuestion(explained) ?? question ?? investigation.question;
  const asksCause = explanationIntent(asked);
  const chosen = named.length > 0 || asksCause === null ? named : byCause(asked);
  const tools =
    question === null ? [] : toolsFor(deps, investigation, question, routed.routing.tools);
  const isAlone = investigation.domains === null && wantsOnlyBoard(asked);
  const wanted = askNoDomain({ domains: chosen, tools }, isAlone);
  const preferred = preferencesFor(memory.preferences, learned, investigation);
  const { domains: sharpened, used } = applyPreferences(
    asked,
    wanted.domains,
    preferred,
    settings.timeZone,
  );
  const intent = sharpened.length === 0 ? null : asksCause;
  const hasMemory = used.length > 0 || learned.length > 0;
  const committed = await store.commitRouting(ref, {
    routing: {
      ...routed.routing,
      ...wanted,
      domains: sharpened,
      intent,
      ...(hasMemory ? { memory: { used, learned } } : {}),
    },
    degraded: [...routed.degraded, ...withoutMemory(memory)],
    usage: routed.usage,
    prompt: routed.prompt,
    lanes: sharpened.map(({ domain, question }) => ({
      domain,
      question,
      spaceId: settings.spaces[domain],
      deadlineAtMs: answerByMs,
    })),
  });
  return withEnding(deps, memory, endOf(deps, committed.routing, investigation));
}

const withoutMemory = ({ unavailable }: KnownMemory): readonly Degradation[] =>
  unavailable === undefined
    ? []
    : [{ part: 'memory', reason: `What is remembered could not be read: ${unavailable}` }];

/** Those that the caller named, as far as they can still be used; else those that the question needs, or a model proposes. */
function toolsFor(
  { reasoner, tools: { cards } }: Deps,
  { namedTools = null }: InvestigationRow,
  question: string,
  proposed: Routing['tools'],
): Routing['tools'] {
  if (namedTools === null)
    return withProposed(chooseTools(reasoner.needsOf(question), cards), proposed, cards);
  return cards
    .filter((card) => namedTools.includes(card.tool) && onlyReads(card))
    .map(({ tool }) => ({ tool, reason: 'Named by the caller.' }));
}

/** What the caller, else the reasoner, says of a question; nothing where only preferences were told. */
async function routedBy(
  { reasoner, settings, tools }: Deps,
  {
    investigation,
    memory,
    question,
    modelByMs,
  }: Pick<RouteArgs, 'modelByMs'> &
    Omit<Awaited<ReturnType<typeof read>>, 'stored'> & { readonly question: string | null },
  signal: AbortSignal,
): Promise<Routed> {
  if (investigation.domains)
    return byCaller(investigation.domains, question ?? investigation.question);
  if (question === null) return nothingAsked;
  const { history } = memory;
  return reasoner.route(
    { question, cards: agentCards(settings.spaces), history, modelByMs, tools: tools.cards },
    signal,
  );
}

/** What asks more about a cause that the session's last question asked for is about that question, in its domains. */
function explainedIn(
  question: string | null,
  { domains }: InvestigationRow,
  { history: { messages } }: KnownMemory,
): Routed | null {
  const before = question === null ? null : explainedBefore(question, messages);
  if (before === null || domains !== null) return null;
  const last = messages.findLast((one) => one.domains.length > 0)?.domains ?? [];
  const of = last.length > 0 ? last : byCause(before).map(({ domain }) => domain);
  const reason = 'Asks more about a cause that was told.';
  return {
    ...nothingAsked,
    routing: {
      domains: of.map((domain) => ({ domain, question: before, score: 0.5, reason })),
      tools: [],
      source: 'thread',
    },
  };
}

const explainedQuestion = (explained: Routed | null): string | undefined =>
  explained?.routing.domains[0]?.question;

/** The message only tells what its writer prefers. */
const nothingAsked: Routed = {
  routing: { domains: [], tools: [], source: 'examples' },
  degraded: [],
  usage: {},
  prompt: null,
};

/** Who asks for the cause of something that can be searched gets an answer, though no example is like it. */
function byCause(question: string): Routing['domains'] {
  const domain = domainAsked(question);
  if (domain === null || !isDomain(domain)) return [];
  return [{ domain, question, score: 0.5, reason: 'Asks for the cause of something it measures.' }];
}

function byCaller(domains: readonly Domain[], question: string): Routed {
  const topics = domains.map((domain) => agents[domain]);
  return {
    routing: {
      domains: [...new Set(domains)].map((domain) => ({
        domain,
        question: questionFor(question, domain, topics),
        score: 1,
        reason: 'Named by the caller.',
      })),
      tools: [],
      source: 'caller',
    },
    degraded: [],
    usage: {},
    prompt: null,
  };
}

/**
 * Adds how it ends: whether the rules write the answer; and whether question and answer push something out of what
 * is shown of the session, and there is a model to sum it up.
 */
function withEnding(
  { reasoner }: Pick<Deps, 'reasoner'>,
  { history }: KnownMemory,
  end: RouteEnd,
): RouteEnd {
  const isLong = history.messages.length + 2 > shownMessages;
  return {
    ...end,
    ...(reasoner.summarise !== undefined && isLong ? { summarises: true } : {}),
    ...(reasoner.kind === 'offline' ? { writesAtOnce: true } : {}),
  };
}

/**
 * The lanes and tools of a routing; a lane that may not or cannot be asked carries its outcome and the reason.
 */
function endOf(
  { settings: { spaces, isMemoryApart = false }, tools, warehouse }: Deps,
  routing: Routing,
  { closedDomains, namedTools = null }: InvestigationRow,
  ended: readonly RoutedLane[] = [],
): RouteEnd {
  const intent = routing.intent ?? null;
  return {
    intent,
    ...(intent !== null && warehouse !== null ? { asksNobody: true } : {}),
    ...(isMemoryApart ? { isMemoryApart } : {}),
    // Who names tools gets no others, not even those that follow a cause.
    tools: toolsToRun(
      routing.tools,
      intent,
      tools.cards.filter(({ tool }) => namedTools === null || namedTools.includes(tool)),
    ),
    lanes: routing.domains.map(({ domain }) => {
      const before = ended.find((one) => one.domain === domain);
      if (before !== undefined) return before;
      if (closedDomains.includes(domain)) {
        return { domain, refused: { outcome: 'denied', detail: accessDenied(domain) } };
      }
      if (spaces[domain] !== null) return { domain, refused: null };
      const detail = `No Genie space is configured for ${domain}: set ${agents[domain].spaceSetting}.`;
      return { domain, refused: { outcome: 'failed', detail } };
    }),
  };
}
