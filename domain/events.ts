import type { Leaves } from './memory-port.ts';
import type { Answer, Degradation } from './answer.ts';
import type { DeepPlan, RoundEnd } from './deep.ts';
import type { CheckResult, Explanation } from './explanation.ts';
import type { EvidenceId, InvestigationId } from './ids.ts';
import type {
  EndStatus,
  Failure,
  GenieReference,
  LaneOrigin,
  PromptUsed,
  Usage,
} from './investigation.ts';
import type { Domain } from './domains.ts';
import type { Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';
import type { EndedTool } from './tools.ts';

type LaneEvent = { readonly domain: Domain; readonly round: number };

/** The fields of each type of event, without `seq`, `type` and `at`. */
export type EventPayloads = {
  queued: {
    readonly question: string;
    /** Absent where it tries none again. */
    readonly retryOf?: InvestigationId;
  };
  started: Record<never, never>;
  routed: {
    readonly routing: Routing;
    readonly degraded: readonly string[];
    /** Absent in events of versions that stored no reasons. */
    readonly degradedDetail?: readonly Degradation[];
    readonly usage: Partial<Usage>;
    /** Null when no model was called; absent in events of versions that stored none. */
    readonly prompt?: PromptUsed | null;
  };
  'lane.started': LaneEvent & {
    readonly question: string;
    readonly ask: number;
    /** Genie was asked by the investigation that this one tries again. */
    readonly from?: Extract<LaneOrigin, 'late'>;
  };
  'lane.waiting': LaneEvent &
    (
      | { readonly reason: 'quota'; readonly position: number; readonly until: string }
      | { readonly reason: 'warehouse' }
      /** The token of the user as whom the workspace is asked has expired; they have to bring a new one. */
      | { readonly reason: 'sign-in'; readonly askedAs: string }
      | {
          readonly reason: 'clarification';
          readonly question: string;
          readonly questionId: string;
        }
    );
  'lane.progress': LaneEvent & { readonly status: string; readonly genie: GenieReference };
  /** Its round is 0 when it belongs to no lane, but to a check of a cause. */
  'evidence.added': LaneEvent & {
    readonly evidenceId: EvidenceId;
    readonly title: string;
    readonly rowCount: number;
    readonly truncated: boolean;
    readonly certified: string | null;
  };
  'lane.finished': LaneEvent & {
    readonly outcome: Outcome;
    readonly detail: string | null;
    readonly evidenceIds: readonly EvidenceId[];
    readonly waitedMs: number;
    readonly genie: GenieReference | null;
    readonly usage: Partial<Usage>;
    /** It ended so in the investigation that this one tries again. */
    readonly from?: Extract<LaneOrigin, 'copied'>;
  };
  'tool.started': { readonly tool: string };
  'tool.finished': EndedTool;
  'check.started': { readonly hypothesis: string; readonly question: string };
  'check.finished': {
    readonly hypothesis: string;
    readonly result: CheckResult;
    readonly evidenceIds: readonly EvidenceId[];
  };
  explained: { readonly explanation: Explanation; readonly usage: Partial<Usage> };
  planned: DeepPlan;
  'round.finished': RoundEnd & { readonly usage: Partial<Usage> };
  steered: { readonly action: SteerAction };
  'answer.started': { readonly pass: number; readonly attempt: number };
  'answer.delta': { readonly attempt: number; readonly text: string };
  'answer.reset': { readonly pass: number; readonly attempt: number };
  'answer.finished': {
    readonly answer: Answer;
    readonly usage: Partial<Usage>;
    /** As of `routed`. */
    readonly prompt?: PromptUsed | null;
    /** What goes to memory beside question and answer; absent where an earlier version wrote it. */
    readonly leaves?: Leaves | null;
  };
  remembered: { readonly status: 'saved' | 'failed' | 'skipped'; readonly detail: string | null };
  finished: { readonly status: EndStatus; readonly failure: Failure | null };
};

export type EventType = keyof EventPayloads;

/** An event to append; the log gives it its number and ignores it when its `key` exists already. */
export type NewEvent = {
  [Type in EventType]: {
    readonly key: string;
    readonly type: Type;
    readonly payload: EventPayloads[Type];
  };
}[EventType];

/** One entry of an investigation's log. `seq` counts from 0 without gaps; `at` is ISO-8601 UTC. */
export type LogEvent = {
  [Type in EventType]: {
    readonly seq: number;
    readonly type: Type;
    readonly at: string;
  } & EventPayloads[Type];
}[EventType];

/**
 * What a user may request while an investigation runs; `questionId` names the answered question.
 */
export type SteerAction =
  | { readonly action: 'skip'; readonly domain: Domain }
  | {
      readonly action: 'answer';
      readonly domain: Domain;
      readonly text: string;
      readonly questionId: string;
    }
  /** More words for the question of a domain, or of every one that has not ended: it is asked anew with them. */
  | { readonly action: 'hint'; readonly text: string; readonly domain?: Domain | undefined }
  /** More time for the whole of it. */
  | { readonly action: 'extend'; readonly seconds: number }
  | { readonly action: 'answerNow' };
