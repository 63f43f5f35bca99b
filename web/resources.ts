import type { z } from 'zod';
import type { Problem as ProblemSchema } from '../api/errors.ts';
import type {
  EvaluationBody,
  EvaluationWithCases,
  ScheduleBody,
} from '../api/evaluation-schemas.ts';
import type { ProposedCaseBody } from '../api/feedback-schemas.ts';
import type { MemoryBody } from '../api/memory-schemas.ts';
import type { AgentList } from '../api/routes/agents.ts';
import type { Diagnosis } from '../api/routes/diagnosis.ts';
import type { Readiness } from '../api/routes/health.ts';
import type { SignedIn as SignedInSchema } from '../api/routes/sign-in.ts';
import type { RoutePreview } from '../api/routes/route.ts';
import type { EvidenceBody, InvestigationBody, InvestigationSummary } from '../api/schemas.ts';

type Self = `/v1/investigations/${string}`;
/** Where an investigation and what is of it are found, as paths of the document of the API. */
export type Links = {
  readonly self: Self;
  readonly evidence: `${Self}/evidence`;
  readonly cancel: `${Self}/cancel`;
  readonly steer: `${Self}/steer`;
};

/** What the API replies with, by the schemas that the API itself declares. */
export type Investigation = z.infer<typeof InvestigationBody> & { readonly links: Links };
export type Summary = z.infer<typeof InvestigationSummary>;
export type Evidence = z.infer<typeof EvidenceBody>;
export type Evaluation = z.infer<typeof EvaluationBody>;
export type EvaluationDetail = z.infer<typeof EvaluationWithCases>;
export type Schedule = z.infer<typeof ScheduleBody>;
export type Memory = z.infer<typeof MemoryBody>;
export type Preference = Memory['preferences'][number];
export type KnownPreference = Memory['known'][number];
export type ProposedCase = z.infer<typeof ProposedCaseBody>;
export type Agents = z.infer<typeof AgentList>;
export type Preview = z.infer<typeof RoutePreview>;
export type SignedIn = z.infer<typeof SignedInSchema>;
export type Ready = z.infer<typeof Readiness>;
export type { Diagnosis };
export type Problem = z.infer<typeof ProblemSchema>;

export type Agent = Agents['agents'][number];
export type Domain = Agent['domain'];
export type Lane = Investigation['lanes'][number];
export type Answer = NonNullable<Investigation['answer']>;
export type Proposal = Investigation['proposals'][number];
export type Citation = Answer['citations'][number];
export type ToolSource = NonNullable<Answer['sources']>[number];
export type Status = Investigation['status'];

/** Pages of lists. */
export type InvestigationPage = {
  readonly investigations: readonly Summary[];
  readonly nextCursor: string | null;
};
export type EvaluationPage = {
  readonly evaluations: readonly Evaluation[];
  readonly nextCursor: string | null;
};
export type CasePage = {
  readonly cases: readonly ProposedCase[];
  readonly nextCursor: string | null;
};
export type EvidenceList = { readonly evidence: readonly Evidence[] };

/** Tells whether an investigation goes on. */
export function isOpen(status: Status): boolean {
  return status === 'queued' || status === 'running';
}
