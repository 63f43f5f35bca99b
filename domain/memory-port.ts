import type { Domain } from './domains.ts';

export type SessionHistory = {
  readonly messages: readonly {
    role: 'user' | 'assistant';
    content: string;
    domains: readonly Domain[];
  }[];
};
