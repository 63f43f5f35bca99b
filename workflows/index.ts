export { corrections } from './corrections.ts';
export { dashboardRefresh } from './dashboards.ts';
export { evaluation } from './evaluation.ts';
export { keeping } from './keeping.ts';
export { investigation } from './investigation.ts';
export { applyProposal } from './proposal.ts';
export { watchCheck } from './watch.ts';
export { digestRun } from './digest.ts';
