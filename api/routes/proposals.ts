import { note } from '../note.ts';
import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAsk } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { Decision } from '../../domain/proposal-ports.ts';
import { conditionProblems } from '../../domain/proposals.ts';
import type { AlertContent, Proposal } from '../../domain/proposals.ts';
import { isDomain } from '../../domain/domains.ts';
import { quartzProblem } from '../../language/quartz.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';
import { ApprovalInput, ProposalChange, ProposalParams } from '../proposal-schemas.ts';
import { readResource, readRow } from '../read.ts';
import { jsonBody } from '../schema-parts.ts';
import { resourceResponse } from './investigation.ts';

const approve = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/proposals/{pid}/approve',
  summary: 'Approve what is proposed, as it was shown; it is done once, also when asked again',
  middleware: jsonOnly,
  request: { params: ProposalParams, body: jsonBody(ApprovalInput) },
  responses: {
    202: resourceResponse('Approved; it is done in the background'),
    ...problemResponse,
  },
});

const reject = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/proposals/{pid}/reject',
  summary: 'Refuse what is proposed',
  request: { params: ProposalParams },
  responses: { 202: resourceResponse('Rejected'), ...problemResponse },
});

const change = createRoute({
  method: 'patch',
  path: '/v1/investigations/{id}/proposals/{pid}',
  summary: 'Change condition, schedule or subscribers of what is proposed; it gets another hash',
  middleware: jsonOnly,
  request: { params: ProposalParams, body: jsonBody(ProposalChange) },
  responses: { 200: resourceResponse('With the changed proposal'), ...problemResponse },
});

const absent = (): AppError =>
  new AppError('input.not_found', 'There is no such proposal.', {
    problems: [{ path: 'pid', message: 'names no proposal of this investigation' }],
  });

/** The proposal in the path, of an investigation of the caller whose domain is open to the caller. */
async function read(
  deps: AppDeps,
  principal: Principal,
  params: { readonly id: string; readonly pid: string },
): Promise<{ readonly row: InvestigationRow; readonly proposal: Proposal }> {
  const row = await readRow(deps, principal, params.id);
  const proposal = await deps.proposals.store.find({ id: params.pid, owner: row.owner });
  if (proposal === null || proposal.investigation.id !== row.id) throw absent();
  const domain = proposal.content.certified.split('/')[0] ?? '';
  if (isDomain(domain) && !mayAsk(deps.domainAccess, principal, domain)) throw absent();
  return { row, proposal };
}

const refusals: Readonly<Record<Exclude<Decision, 'done'>, () => AppError>> = {
  absent,
  changed: () =>
    new AppError('input.conflict', 'The proposal is not what was shown any more: read it again.'),
  decided: () => new AppError('input.conflict', 'Somebody has decided about this proposal before.'),
};

function mustBeDone(decision: Decision): void {
  if (decision !== 'done') throw refusals[decision]();
}

/** @throws {AppError} `input.invalid` with what cannot be checked, by its path. */
function checked(content: AlertContent): AlertContent {
  const { condition, columns, schedule } = content;
  const problem = quartzProblem({ expression: schedule.cron, timeZone: schedule.timeZone });
  const problems = [
    ...conditionProblems(condition, columns).map(({ path: at, message }) => ({
      path: `condition.${at}`,
      message,
    })),
    ...(problem === null ? [] : [{ path: 'schedule.cron', message: problem }]),
  ];
  if (problems.length > 0) throw invalid(problems);
  return content;
}

/** POST …/approve, …/reject and PATCH of /v1/investigations/{id}/proposals/{pid}. */
export function addProposals(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const audit = (what: string, { id, owner, investigation, hash }: Proposal): void =>
    deps.log.info(
      { audit: what, proposalId: id, owner, investigationId: investigation.id, hash },
      what,
    );

  app.openapi(approve, async (c) => {
    const { row, proposal } = await read(deps, c.get('principal'), c.req.valid('param'));
    const { hash } = c.req.valid('json');
    await note(deps, c.get('principal'), 'approved', proposal.id);
    mustBeDone(await deps.proposals.store.approve(proposal, hash));
    audit('proposal approved', proposal);
    // When this fails, the row is approved already, and the sweeper starts the run.
    await deps.engine.applyProposal({ id: proposal.id, owner: proposal.owner });
    return c.json(await readResource(deps, row), 202);
  });

  app.openapi(reject, async (c) => {
    const { row, proposal } = await read(deps, c.get('principal'), c.req.valid('param'));
    await note(deps, c.get('principal'), 'rejected', proposal.id);
    mustBeDone(await deps.proposals.store.reject(proposal));
    audit('proposal rejected', proposal);
    return c.json(await readResource(deps, row), 202);
  });

  app.openapi(change, async (c) => {
    const { row, proposal } = await read(deps, c.get('principal'), c.req.valid('param'));
    const { hash, condition, schedule, notifies } = c.req.valid('json');
    const { content } = proposal;
    const given = Object.entries(condition ?? {}).filter(([, value]) => value !== undefined);
    const next = checked({
      ...content,
      condition: { ...content.condition, ...Object.fromEntries(given) },
      schedule: schedule ?? content.schedule,
      notifies: notifies ?? content.notifies,
      ...(condition?.threshold === undefined
        ? {}
        : { reason: 'The threshold was set by the owner of the question.' }),
    });
    await note(deps, c.get('principal'), 'changed', proposal.id);
    mustBeDone(await deps.proposals.store.change(proposal, next, hash));
    audit('proposal changed', proposal);
    return c.json(await readResource(deps, row), 200);
  });
}
