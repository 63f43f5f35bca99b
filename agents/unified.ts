import { defineAgent, inPreferredWorkspace } from './agent.ts';

export const agent = defineAgent({
  domain: 'unified',
  asks: 'How is the whole platform: overall health, key metrics across domains?',
  examples: [
    'How healthy is the platform overall?',
    'Give me an executive summary of the platform',
    'Key metrics of the platform this week',
    'What are the top issues across all domains?',
    'Overall health score',
  ],
  keywords: [
    'overall',
    'health',
    'healthy',
    'platform',
    'summary',
    'executive',
    'correlate',
    'everything',
    'overview',
    'across',
  ],
  dashboards: [{ title: 'Platform health', topics: ['overview'] }],
  defaultWindow: 'last 7 days',
  rules: [inPreferredWorkspace],
});
