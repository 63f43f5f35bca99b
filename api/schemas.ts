import { CorrectionBody } from './correction-schemas.ts';
import { z } from '@hono/zod-openapi';
import { verdicts } from '../domain/explanation.ts';
import { statuses } from '../domain/investigation.ts';
import { Deep } from './deep-schemas.ts';
import {
  InvestigationIdText,
  SessionIdText,
  EvidenceIdText,
  DomainName,
  OutcomeName,
  FailureCodeName,
  Time,
  list,
  orNull,
} from './schema-parts.ts';
import { ProposalBody } from './proposal-schemas.ts';
import { SaidPreference, UsedMemory, UsedPreference } from './memory-schemas.ts';

export const Routing = z
  .object({
    domains: list(
      z.object({ domain: DomainName, question: z.string(), score: z.number(), reason: z.string() }),
    ),
    tools: list(z.object({ tool: z.string(), reason: z.string() })),
    source: z.enum(['model', 'examples', 'caller', 'thread']),
    about: list(DomainName)
      .optional()
      .openapi({ description: 'Domains of a question that a tool alone answers: none is asked' }),
    intent: z.enum(['why', 'whatChanged']).nullable().optional(),
    memory: z.object({ used: list(UsedPreference), learned: list(SaidPreference) }).optional(),
  })
  .openapi('Routing');

const Genie = z
  .object({
    spaceId: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    url: z.string(),
  })
  .openapi('GenieReference');

const Lane = z
  .object({
    domain: DomainName,
    question: z.string(),
    status: z.enum(['queued', 'waiting', 'asking', 'finished']),
    outcome: OutcomeName.nullable(),
    detail: z.string().nullable(),
    questionId: z.string().nullable(),
    evidenceIds: list(EvidenceIdText),
    startedAt: Time.nullable(),
    finishedAt: Time.nullable(),
    waitedMs: z.number(),
    genie: orNull(Genie),
    from: z.enum(['copied', 'late']).optional(),
  })
  .openapi('Lane');

const CellValue = z.union([z.string(), z.number(), z.boolean(), z.null()]).openapi('Cell');

/** The parts that were not used, each with its reason. */
export const DegradedDetail = list(z.object({ part: z.string(), reason: z.string() }));

const Citations = list(
  z.object({
    marker: z.string(),
    evidenceId: EvidenceIdText,
    row: z.int().nullable(),
    column: z.string().nullable(),
    columnIndex: z.int().nullable(),
    value: CellValue,
  }),
);

const Texts = list(z.string());
const PlatformObject = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  workspaceId: z.string().nullable(),
});

/** What a search for a cause came to. */
const Explanation = z
  .object({
    verdict: z.enum(verdicts),
    symptom: z
      .object({
        measure: z.string(),
        object: PlatformObject.nullable(),
        onset: Time.nullable(),
        size: z.number(),
        expected: z.number(),
        unit: z.string(),
        markers: Texts,
      })
      .nullable(),
    causes: list(
      z.object({
        kind: z.string(),
        statement: z.string(),
        objects: list(PlatformObject),
        at: Time.nullable(),
        share: z.number().nullable(),
        markers: Texts,
      }),
    ),
    ruledOut: list(z.object({ kind: z.string(), why: z.string(), markers: Texts })),
    missing: list(z.object({ what: z.string(), remedy: z.string() })),
    lines: Texts,
    actions: z.object({ now: Texts, thisWeek: Texts, thisMonth: Texts }),
    citations: Citations,
  })
  .openapi('Explanation');

/** What a marker of a tool stands for. */
export const ToolSource = z
  .object({ marker: z.string(), title: z.string(), text: z.string(), url: z.string().nullable() })
  .openapi('ToolSource');

const Answer = z
  .object({
    markdown: z.string(),
    citations: Citations,
    sources: list(ToolSource).optional(),
    toolText: z.string().optional(),
    claims: list(
      z.object({
        text: z.string(),
        verdict: z.enum(['supported', 'derived', 'unsupported']),
        markers: list(z.string()),
        reason: z.string().optional(),
      }),
    ),
    confidence: z.number(),
    confidenceParts: z.object({
      routing: z.number(),
      lanesAnswered: z.number(),
      claimsSupported: z.number(),
      questionFit: z.number(),
      conditionsUsed: z.number(),
      firstLine: z.number(),
    }),
    caveats: list(z.string()),
    followUps: list(z.string()),
    degraded: list(z.string()),
    degradedDetail: DegradedDetail,
    usedMemory: list(UsedMemory),
    charts: list(
      z.object({
        evidenceId: EvidenceIdText,
        type: z.enum(['line', 'bar', 'table']),
        x: z.string(),
        y: z.string(),
        title: z.string(),
        reason: z.string(),
      }),
    ),
  })
  .openapi('Answer');

export const InvestigationSummary = z
  .object({
    id: InvestigationIdText,
    sessionId: SessionIdText,
    status: z.enum(statuses),
    mode: z.enum(['standard', 'deep']),
    question: z.string(),
    visibility: z.enum(['private', 'team']),
    retryOf: orNull(InvestigationIdText),
    createdAt: Time,
    deadlineAt: Time,
    estimate: z.object({ seconds: z.number(), waitSeconds: z.number(), reason: z.string() }),
    links: z.object({
      self: z.string(),
      events: z.string(),
      evidence: z.string(),
      cancel: z.string(),
      steer: z.string(),
    }),
    lastSeq: z.int(),
  })
  .openapi('InvestigationSummary');

export const InvestigationBody = InvestigationSummary.extend({
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  routing: orNull(Routing),
  lanes: list(Lane),
  tools: list(
    z.object({
      tool: z.string(),
      status: z.enum(['running', 'finished']),
      outcome: OutcomeName.nullable(),
      summary: z.string().nullable(),
      data: orNull(
        z.object({ heading: z.string(), markdown: z.string(), sources: list(ToolSource) }),
      ),
    }),
  ),
  proposals: list(ProposalBody),
  correction: orNull(CorrectionBody),
  explanation: orNull(Explanation),
  answer: orNull(Answer),
  deep: orNull(Deep.extend({ partial: orNull(Answer) }).openapi('Deep')),
  memory: z
    .object({ status: z.enum(['saved', 'failed', 'skipped']), detail: z.string().nullable() })
    .nullable(),
  usage: z.object({
    modelCalls: z.int(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    genieQuestions: z.int(),
    geniePolls: z.int(),
    statements: z.int(),
  }),
  prompts: list(z.object({ name: z.string(), version: z.int(), hash: z.string() })),
  failure: z.object({ code: FailureCodeName, message: z.string() }).nullable(),
  rowsDeletedAt: Time.nullable(),
  identity: z.enum(['service', 'user']),
  askedAs: z.string().nullable(),
}).openapi('Investigation');

export const EvidenceBody = z
  .object({
    id: EvidenceIdText,
    domain: DomainName,
    title: z.string(),
    sql: z.string(),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })).readonly(),
    columns: list(
      z.object({
        name: z.string(),
        type: z.string(),
        is: z.enum(['key', 'label', 'time', 'measure']),
        unit: z.string().nullable(),
      }),
    ),
    rows: list(list(CellValue)),
    rowCount: z.int(),
    truncated: z.boolean(),
    certified: z.string().nullable(),
    completeUntil: Time.nullable(),
    scope: z.enum(['region', 'account']).nullable(),
    priceBasis: z.enum(['list', 'account']).nullable(),
    source: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('genie'),
        spaceId: z.string(),
        conversationId: z.string(),
        messageId: z.string(),
        attachmentId: z.string(),
        statementId: z.string().nullable(),
        fetchedAt: Time,
        url: z.string(),
      }),
      z.object({
        kind: z.literal('warehouse'),
        warehouseId: z.string(),
        statementId: z.string(),
        fetchedAt: Time,
      }),
      z.object({
        kind: z.literal('computed'),
        from: list(EvidenceIdText),
        rule: z.string(),
        fetchedAt: Time,
      }),
    ]),
    identity: z.enum(['service', 'user']).optional(),
    askedAs: z.string().nullable().optional(),
  })
  .openapi('Evidence');

/** The fields of each event type stand beside these three. */
export const EventBody = z
  .looseObject({ seq: z.int(), type: z.string(), at: Time })
  .openapi('Event');
