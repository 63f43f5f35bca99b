import type { EventPayloads } from '../domain/events.ts';
import type { Verdict } from '../domain/explanation.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Answer, Domain, Status } from './resources.ts';

/** Domains whose name is not their word. */
const ownNames: Readonly<Record<string, string>> = {
  quality: 'Data quality',
  unified: 'Whole platform',
};

/** The name of a domain as a person writes it. */
export function domainName(domain: Domain): string {
  return ownNames[domain] ?? `${domain.charAt(0).toUpperCase()}${domain.slice(1)}`;
}

/** What became of an investigation, in words. */
export const statusNames: Readonly<Record<Status, string>> = {
  queued: 'Waiting to start',
  running: 'Running',
  completed: 'Answered',
  partial: 'Answered in part',
  failed: 'Not answered',
  cancelled: 'Cancelled',
};

/** How a domain ended, in words. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  answered: 'Answered',
  no_data: 'No rows',
  clarification: 'Not clarified in time',
  denied: 'Not allowed',
  throttled: 'No quota in time',
  timed_out: 'Out of time',
  failed: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Skipped',
};

/** What a search for a cause came to, in words. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  cause_found: 'The cause was found',
  contributing: 'Several causes together',
  inconclusive: 'No cause could be settled',
  blocked: 'What would settle the cause is missing',
  skipped: 'No cause was looked for',
};

/** What the rows said of a hypothesis, in words. */
export const resultNames: Readonly<Record<EventPayloads['check.finished']['result'], string>> = {
  supports: 'the rows speak for it',
  contradicts: 'the rows speak against it',
  silent: 'the rows say nothing about it',
  blocked: 'could not be read',
};

/** Whether a claim stands in the data, in words. */
export const claimNames: Readonly<Record<Answer['claims'][number]['verdict'], string>> = {
  supported: 'In the data',
  derived: 'Computed from the data',
  unsupported: 'Not supported by the data',
};

/** The parts of the confidence, in the order in which they are checked. */
export const confidenceNames: Readonly<Record<keyof Answer['confidenceParts'], string>> = {
  routing: 'Choice of domains',
  lanesAnswered: 'Domains that answered',
  claimsSupported: 'Statements with evidence',
  questionFit: 'Tables that fit the question',
  conditionsUsed: 'Conditions that were used',
  firstLine: 'First line as it was asked for',
};

/** A name of ours as words: `retry-loop` is “retry loop”. */
export function inWords(name: string): string {
  return name.replaceAll(/[-_]+/g, ' ');
}
