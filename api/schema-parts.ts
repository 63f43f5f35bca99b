import { z } from '@hono/zod-openapi';
import { failures } from '../domain/errors.ts';
import type { FailureCode } from '../domain/errors.ts';
import type { EvidenceId, InvestigationId, SessionId } from '../domain/ids.ts';
import { domains } from '../domain/domains.ts';
import { outcomes } from '../domain/outcome.ts';

/** Ids are strings in JSON; the type parameter is their branded type. */
export const idOf = <Id extends string>(prefix: string) =>
  z.custom<Id>().openapi({ type: 'string', pattern: `^${prefix}_[0-9a-f]{32}$` });

export const InvestigationIdText = idOf<InvestigationId>('inv');
export const SessionIdText = idOf<SessionId>('ses');
export const EvidenceIdText = idOf<EvidenceId>('ev');
export const DomainName = z.enum(domains);
export const OutcomeName = z.enum(outcomes);
export const FailureCodeName = z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]);
export const Time = z.string().openapi({ format: 'date-time' });
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
/** `.nullable()` would make the named OpenAPI component itself nullable in every use. */
export const orNull = <Item extends z.ZodType>(item: Item) => z.union([item, z.null()]);

/** A body of JSON in this form: of a request or of a reply. */
export const json = <Schema>(schema: Schema) => ({ content: { 'application/json': { schema } } });

/** A body of JSON that a request must have. */
export const jsonBody = <Schema>(schema: Schema) => ({ required: true, ...json(schema) }) as const;
