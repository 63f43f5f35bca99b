/** Bodies of requests to begin with, by the schema that they are of. */
export const documentExamples: Readonly<Record<string, object>> = {
  NewInvestigation: { question: 'Why did our spend jump yesterday?' },
  Steer: { action: 'skip', domain: 'security' },
  Retry: { domains: ['cost'] },
  Feedback: { rating: 'down', comment: 'The total is of another workspace.' },
  RouteRequest: { question: 'Which jobs failed yesterday?' },
  NewWatch: {
    question: 'reliability/failing_jobs',
    condition: { column: 'failed_runs', operator: 'GREATER_THAN', threshold: 20 },
    schedule: { everyMinutes: 30 },
  },
  NewDigest: {
    name: 'Morning',
    questions: ['Which jobs failed yesterday?', 'What did we spend yesterday?'],
    schedule: { cron: '0 7 * * 1-5', timeZone: 'Europe/Berlin' },
  },
  NewWebhook: { url: 'https://example.com/hook', events: ['investigation.finished'] },
  NewResponse: { model: 'health-monitor', input: 'Which jobs cost the most yesterday?' },
  NewInvocation: {
    input: [{ role: 'user', content: 'Which clusters are idle?' }],
    custom_inputs: { thread_id: 'monday' },
  },
  AgentInvocation: {
    id: '6f1c1c9e-0000-4000-8000-000000000000',
    input: 'Which tables are stale?',
    background: true,
  },
  MemoryInput: { preferences: { timeZone: 'Europe/Berlin' } },
  NewEvaluation: { suite: 'probe' },
};
