import { AppError } from '../../domain/errors.ts';
import type { ExplanationIntent, Verdict } from '../../domain/explanation.ts';
import type { EndStatus } from '../../domain/investigation.ts';
import { statusOf } from '../../domain/investigation.ts';
import type { SteerAction } from '../../domain/events.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RoutedTool } from '../../domain/tools.ts';
import type { LaneState, LegEnd, PlanEnd, RoutedLane, Steps } from '../../domain/steps.ts';

/**
 * One ask of a scripted Genie: how long it takes and how it ends; `fails` throws. Its time begins when
 * all lanes have begun and, if it says so, when the log has the line `after`: what follows what must not
 * depend on how busy the machine is.
 */
export type ScriptedLeg = {
  readonly after?: string;
  readonly ms: number;
  readonly end: LegEnd | { readonly fails: string };
};

/** A plan: what it asks (rows of their lanes), how many checks it has, how long it waits, or why it is the last. */
export type ScriptedPlan = Partial<Pick<PlanEnd, 'done' | 'lanes' | 'checks'>> & {
  readonly waitMs?: number;
  /** New tables of the round before. */
  readonly found?: number;
};

export type ScriptedWish = {
  /** A line of the log; empty for the beginning. */
  readonly after: string;
  readonly ms: number;
  readonly wish: SteerAction | 'cancel';
};

/** One investigation told as data; the same script runs under both clocks. Times in milliseconds. */
export type Scenario = {
  readonly name: string;
  readonly budgetSeconds: number;
  /** Of a deep investigation: the plans of rounds 2, 3 and so on; absent for a standard one. */
  readonly plans?: readonly ScriptedPlan[];
  readonly routeMs?: number;
  readonly lanes: readonly RoutedLane[];
  readonly intent?: ExplanationIntent;
  readonly legs: Partial<Record<Domain, readonly ScriptedLeg[]>>;
  readonly nobodyAnswers?: boolean;
  /** The search for a cause answers without the user. */
  readonly asksNobody?: boolean;
  /** How long the search for a cause takes and how it ends. */
  readonly explainingMs?: number;
  readonly verdict?: Verdict;
  readonly isUnusual?: boolean;
  /** Tools that run, how long each takes and how it ends; without an end it never does. */
  readonly tools?: readonly (RoutedTool & {
    readonly ms: number;
    readonly outcome: Outcome | null;
  })[];
  /** Memory lies on another service, and how long saving takes there. */
  readonly isMemoryApart?: boolean;
  readonly savingMs?: number;
  /** How long a model takes to sum up the session after the end; absent where none does, null where it fails. */
  readonly summingUpMs?: number | null;
  /** The rules write the answer, `atOnce` or after names were looked up; absent where a model writes. */
  readonly byRules?: 'atOnce' | 'afterNames';
  /** How long each pass of the answer takes. */
  readonly writingMs?: readonly number[];
  /** What users want, so long after a line of the log. */
  readonly wishes?: readonly ScriptedWish[];
  readonly ends: EndStatus;
  /** What has to happen, in order, and how long it takes by a clock that costs nothing. */
  readonly log: readonly string[];
  readonly tookMs: number;
};

export type Script = {
  readonly steps: Steps;
  /** What happened, in order; asks that start together are in order of name. */
  readonly log: () => readonly string[];
  /** Resolves when the log has the line. */
  readonly seen: (line: string) => Promise<void>;
};

/**
 * Makes the steps of a scenario over a small lane table that keeps the first outcome, as the real one
 * does.
 *
 * @param sleep Real or virtual; `now` is of the same clock.
 */
export function createScript(
  scenario: Scenario,
  sleep: (ms: number) => Promise<unknown>,
  now: () => number = Date.now,
): Script {
  const lines: string[] = [];
  const rows = new Map<Domain, LaneState>();
  let ended = false;
  const refused = scenario.lanes.flatMap((lane) =>
    lane.refused === null ? [] : [`${lane.domain} ${lane.refused.outcome}`],
  );
  const waiting = new Map<string, () => void>();
  const write = (line: string): void => {
    if (ended) return;
    lines.push(line);
    waiting.get(line)?.();
  };
  const waits = new Map<string, Promise<void>>();
  const seen = (line: string): Promise<void> => {
    if (line === '' || lines.includes(line)) return Promise.resolve();
    const wait = waits.get(line) ?? new Promise<void>((resolve) => waiting.set(line, resolve));
    waits.set(line, wait);
    return wait;
  };
  const begun = scenario.lanes.map(({ domain, refused: no }) =>
    no === null ? `ask ${domain} 1` : `${domain} ${no.outcome}`,
  );
  const settle = (domain: Domain, outcome: LaneState['outcome'], detail: string | null): void => {
    if (rows.get(domain)?.outcome || ended) return;
    rows.set(domain, { domain, outcome, detail });
    write(`${domain} ${outcome}`);
  };
  const route: Steps['route'] = async () => {
    await sleep(scenario.routeMs ?? 0);
    for (const { domain } of scenario.lanes)
      rows.set(domain, { domain, outcome: null, detail: null });
    write('routed');
    return {
      lanes: scenario.lanes,
      ...(scenario.intent && { intent: scenario.intent }),
      ...(scenario.asksNobody && { asksNobody: true }),
      ...(scenario.isMemoryApart && { isMemoryApart: true }),
      ...(scenario.summingUpMs !== undefined && { summarises: true }),
      ...(scenario.byRules && { writesAtOnce: true }),
      ...(scenario.tools && { tools: scenario.tools.map(({ tool, start }) => ({ tool, start })) }),
    };
  };
  const steps: Steps = {
    route,
    routeAtOnce: (args) => (scenario.routeMs === undefined ? route(args) : Promise.resolve(null)),
    askGenie: async ({ domain, ask, say, following, hint }) => {
      const next = following === null ? '' : ` then “${following}”`;
      write(
        `ask ${domain} ${ask}${say === null ? '' : ` “${say}”`}${next}${hint ? ` + “${hint}”` : ''}`,
      );
      const leg = scenario.legs[domain]?.[ask - 1];
      if (!leg) throw new AppError('upstream.rejected', `no leg ${ask} for ${domain}`);
      await Promise.all([...begun, ...(leg.after === undefined ? [] : [leg.after])].map(seen));
      await sleep(leg.ms);
      if ('fails' in leg.end) throw new AppError('upstream.rejected', leg.end.fails);
      if (leg.end.kind === 'finished') settle(domain, leg.end.outcome, leg.end.detail);
      return leg.end;
    },
    settleLanes: ({ proposals, clarifications }) => {
      for (const { domain, question } of clarifications) write(`${domain} asks back “${question}”`);
      for (const { domain, outcome, detail } of proposals) settle(domain, outcome, detail);
      return Promise.resolve([...rows.values()]);
    },
    steer: ({ action }) => {
      write(`steered ${action.action}`);
      return Promise.resolve();
    },
    explain: async ({ skip }) => {
      write(skip === null ? 'explain' : 'explain not');
      if (skip !== null) return { verdict: 'skipped' };
      await sleep(scenario.explainingMs ?? 0);
      if (scenario.verdict === undefined) throw new AppError('upstream.rejected', 'no warehouse');
      const isUnusual = scenario.isUnusual ?? scenario.verdict === 'cause_found';
      return { verdict: scenario.verdict, isUnusual };
    },
    plan: ({ state }) => {
      const { waitMs, found = 1, ...given } = scenario.plans?.[state.round - 2] ?? {};
      const { done = null, lanes = [], checks = 0 } = given;
      const { asked, checked, waits, quiet, runs, planVersion } = state;
      const counted = `asked ${asked} checked ${checked} waits ${waits} quiet ${quiet} runs ${runs}`;
      write(`plan ${state.round} v${planVersion}: ${counted}`);
      for (const { domain } of lanes) rows.delete(domain);
      const waitUntilMs = waitMs === undefined ? null : now() + waitMs;
      const after = { quiet: found > 0 ? 0 : quiet + 1, tables: state.tables + found };
      return Promise.resolve({ version: planVersion, done, lanes, checks, waitUntilMs, ...after });
    },
    check: ({ round }) => {
      write(`check ${round}`);
      return Promise.resolve(scenario.plans?.[round - 2]?.checks ?? 0);
    },
    runTool: async ({ tool, unless }) => {
      const one = scenario.tools?.find((known) => known.tool === tool);
      if (unless === null) {
        write(`tool ${tool}`);
        await sleep(one?.ms ?? 0);
        if (one?.outcome == null) throw new AppError('upstream.rejected', 'no tool');
      }
      const outcome = unless?.outcome ?? one?.outcome ?? 'failed';
      write(`${tool} ${outcome}`);
      return { outcome };
    },
    synthesise: async ({ pass, byRule, hasTools }) => {
      write(`answer ${pass}${byRule ? ' by rule' : ''}${hasTools ? ' with tools' : ''}`);
      await sleep(scenario.writingMs?.[pass - 1] ?? 0);
    },
    synthesiseAtOnce: () => {
      const isWritten = scenario.byRules === 'atOnce';
      if (isWritten) write('answer at once');
      return Promise.resolve(isWritten);
    },
    remember: async () => {
      await sleep(scenario.savingMs ?? 0);
      write('remembered');
    },
    conclude: ({ end }) => {
      for (const domain of [...rows.keys()].toSorted()) {
        settle(domain, end.openLanes.outcome, end.openLanes.detail);
      }
      if (end.remember) write('remembered');
      const outcomes = [...rows.values()].flatMap(({ outcome }) => outcome ?? []);
      const status = end.status === 'fromLanes' ? statusOf(outcomes, false) : end.status;
      write(`finished ${status}`);
      ended = true;
      return Promise.resolve(status);
    },
    summarise: async () => {
      if (scenario.summingUpMs == null) throw new AppError('upstream.down', 'no database');
      await sleep(scenario.summingUpMs);
      lines.push('summed up');
    },
  };
  return { steps, seen, log: () => sortRuns(lines, refused) };
}

/** Steps that are started at one moment reach their workers in any order. */
function sortRuns(lines: readonly string[], refused: readonly string[]): readonly string[] {
  const together = (line: string): boolean =>
    /^(?:ask \w+ 1|tool \w+)$/.test(line) || refused.includes(line);
  const from = lines.findIndex(together);
  const length = lines.slice(from).findIndex((line) => !together(line));
  const run = lines.slice(from, from + length).toSorted();
  return from < 0 || length < 0 ? lines : lines.toSpliced(from, length, ...run);
}
