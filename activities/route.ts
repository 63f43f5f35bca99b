import { agentCards, agents } from '../agents/index.ts';
import { questionFor } from '../language/clauses.ts';
import { findZone, withTimeZone } from '../language/zones.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import type { Domain } from '../domain/domains.ts';
import type { Routed } from '../domain/reasoner-port.ts';
import type { Routing } from '../domain/routing.ts';
import type { RouteArgs, StepResult } from '../domain/steps.ts';
import type { Deps } from './deps.ts';
import type { Attempt } from './run.ts';

/**
 * Decides which domains are asked and what, and writes their lanes. Domains that the caller named are
 * taken as they are.
 *
 * Effect: writes lanes, `started` and `routed` once; a later attempt returns what stands.
 */
export async function route(
  deps: Deps,
  { ref, answerByMs, modelByMs }: RouteArgs,
  { signal }: Attempt,
): Promise<StepResult<'route'>> {
  const { store, settings } = deps;
  const [standing, investigation] = await Promise.all([
    store.committedRouting(ref),
    store.investigation(ref),
  ]);
  if (standing) return lanesOf(standing.routing, investigation, settings.spaces);
  const routed = investigation.domains
    ? byCaller(investigation.domains, investigation.question)
    : await deps.reasoner.route(
        {
          question: investigation.question,
          cards: agentCards(settings.spaces),
          history: await store.history(ref),
          modelByMs,
        },
        signal,
      );
  // A model may name a domain twice; it is asked once, in the words that came first.
  const chosen = routed.routing.domains.filter(
    ({ domain }, n, all) => all.findIndex((one) => one.domain === domain) === n,
  );
  const timeZone = findZone(investigation.question)?.timeZone ?? settings.timeZone;
  const sharpened = chosen.map((domain) => ({
    ...domain,
    question: withTimeZone(agents[domain.domain].sharpen(domain.question, {}), timeZone),
  }));
  const committed = await store.commitRouting(ref, {
    routing: { ...routed.routing, domains: sharpened },
    degraded: routed.degraded,
    usage: routed.usage,
    lanes: sharpened.map(({ domain, question }) => ({
      domain,
      question,
      spaceId: settings.spaces[domain],
      deadlineAtMs: answerByMs,
    })),
  });
  return lanesOf(committed.routing, investigation, settings.spaces);
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
  };
}

/** A lane that may not be asked, or has no space to ask, is there and ends with the reason. */
function lanesOf(
  routing: Routing,
  { closedDomains }: InvestigationRow,
  spaces: Readonly<Record<Domain, string | null>>,
): StepResult<'route'> {
  return {
    lanes: routing.domains.map(({ domain }) => {
      if (closedDomains.includes(domain)) {
        const detail = `You may not ask ${domain}: DOMAIN_ACCESS gives it to other groups.`;
        return { domain, refused: { outcome: 'denied', detail } };
      }
      if (spaces[domain] !== null) return { domain, refused: null };
      const detail = `No Genie space is configured for ${domain}: set ${agents[domain].spaceSetting}.`;
      return { domain, refused: { outcome: 'failed', detail } };
    }),
  };
}
