import { inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ToldInvestigation } from './told-investigation.ts';

/** What a user is asked for, where Genie asks back. */
export const Reply = z.object({ answer: z.string().min(1) });

/** A question of Genie in the form in which a client puts it to its user. Pure. */
export const elicitationOf = ({ domain, question }: NonNullable<ToldInvestigation['asks_back']>) =>
  inputRequired.elicit({
    message: `Genie asks back about ${domain}: ${question}`,
    requestedSchema: Reply,
  });
