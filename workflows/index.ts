export { investigation } from './investigation.ts';
