import { askedAsOf } from '../../../domain/on-behalf.ts';
import type { Deps } from '../../../activities/deps.ts';
import { noNames } from '../../../language/known-names.ts';
import { processTimer } from '../../../activities/timer.ts';
import { synthesise } from '../../../activities/synthesise/synthesise.ts';
import { createGenie } from '../../../adapters/databricks/genie.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createReasoner } from '../../../adapters/model/reasoner.ts';
import type { Answer } from '../../../domain/answer.ts';
import type { LogEvent } from '../../../domain/events.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { Domain } from '../../../domain/domains.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, anEvidence, legOf, openBench } from '../../adapters/postgres/bench.ts';
import type { Bench } from '../../adapters/postgres/bench.ts';
import { toolsOf } from '../../support/tools.ts';
import { settings } from '../bench.ts';

/** No workspace is reached when an answer is written. */
const nowhere = 'http://127.0.0.1:9';

/** What activities reach that need no workspace: PostgreSQL, and a model when there is one. */
export function depsWithModel(
  bench: Bench,
  modelUrl: string | null,
  spaces: Partial<Deps['settings']['spaces']> = {},
): Deps {
  const model = {
    model: 'scripted',
    temperature: null,
    apiKey: async () => 'none',
    warn: () => {},
  };
  return {
    store: bench.work,
    laneEnds: bench.laneEnds,
    timer: processTimer,
    workspaceFor: () => null,
    askedAs: askedAsOf(null),
    genie: createGenie(
      nowhere,
      createHttp(nowhere, async () => ({})),
    ),
    warehouse: null,
    reasoner: createReasoner(modelUrl === null ? null : { ...model, baseUrl: modelUrl }),
    byRule: createReasoner(null),
    certify: () => null,
    statementOf: () => null,
    now: () => Date.now(),
    nearest: () => [],
    columnsMeant: () => [],
    knownNames: () => noNames,
    unknownLimits: () => [],
    tools: toolsOf(bench),
    settings: { ...settings, spaces: { ...settings.spaces, ...spaces } },
  };
}

/** Two jobs and what they cost. */
export const jobs = (domain: Domain, over: Partial<Evidence> = {}): Evidence =>
  anEvidence({
    domain,
    rows: [
      ['etl', '12.500000'],
      ['ingest', '7.250000'],
    ],
    rowCount: 2,
    certified: `${domain}/jobs`,
    ...over,
  });

/** How each lane ended: with evidence, or with an outcome and its reason. */
export type Lanes = Readonly<Partial<Record<Domain, Evidence | readonly [Outcome, string | null]>>>;

type Run = {
  readonly attempt?: number;
  readonly pass?: number;
  readonly byRule?: string;
  readonly modelInMs?: number;
  readonly hasTools?: boolean;
};

export type AnswerBench = AsyncDisposable & {
  readonly bench: Bench;
  readonly depsWith: (modelUrl: string | null) => Deps;
  readonly investigated: (lanes: Lanes) => Promise<InvestigationRef>;
  readonly write: (
    deps: Deps,
    ref: InvestigationRef,
    run?: Run,
    signal?: AbortSignal,
  ) => Promise<void>;
  readonly answerOf: (ref: InvestigationRef) => Promise<Answer>;
  readonly ofAnswer: (ref: InvestigationRef) => Promise<readonly LogEvent[]>;
  /** What a follower has on the screen: what came since the newest reset. */
  readonly shown: (ref: InvestigationRef) => Promise<string>;
};

export async function openAnswerBench(): Promise<AnswerBench> {
  const bench = await openBench();
  const ofAnswer = async (ref: InvestigationRef): Promise<readonly LogEvent[]> =>
    (await bench.log(ref)).filter(({ type }) => type.startsWith('answer.'));
  return {
    bench,
    depsWith: (modelUrl) => depsWithModel(bench, modelUrl),
    investigated: (lanes) => investigated(bench, lanes),
    write: (deps, ref, run = {}, signal) => {
      const { pass = 1, byRule = null, attempt = 1, modelInMs = 60_000, hasTools = false } = run;
      return synthesise(
        deps,
        { ref, pass, byRule, modelByMs: Date.now() + modelInMs, hasTools },
        { attempt, signal: signal ?? new AbortController().signal },
      );
    },
    answerOf: async (ref) => {
      const { finished } = await bench.work.answerState(ref);
      if (finished === null) throw new Error('there is no answer');
      return finished;
    },
    ofAnswer,
    shown: async (ref) => {
      let text = '';
      for (const event of await ofAnswer(ref)) {
        if (event.type === 'answer.reset') text = '';
        if (event.type === 'answer.delta') text += event.text;
      }
      return text;
    },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

async function investigated(bench: Bench, lanes: Lanes): Promise<InvestigationRef> {
  const domains = Object.keys(lanes) as Domain[];
  const ref = await bench.investigate({ domains });
  for (const domain of domains) {
    const end = lanes[domain];
    if (end === undefined || 'id' in end) {
      const leg = legOf(ref, { domain });
      await bench.work.takeLane(leg);
      await bench.work.finishLane(leg, aResult({ evidence: end ? [end] : [] }));
    } else {
      await bench.work.settleLanes(ref, 1, [{ domain, outcome: end[0], detail: end[1] }], []);
    }
  }
  return ref;
}
