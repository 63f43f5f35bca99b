export { evaluation } from './evaluation.ts';
export { investigation } from './investigation.ts';
