import type { JSX } from 'preact';
import { Refusal } from './service.ts';

/** The sentence of a failure, as the service told it. */
export function messageOf(error: unknown): string {
  if (error instanceof Refusal) return error.problem.detail;
  return error instanceof Error ? error.message : String(error);
}

/** Why something could not be done; nothing for null. */
export function ProblemText({ message }: { readonly message: string | null }): JSX.Element | null {
  if (message === null) return null;
  return (
    <p class="problem" role="alert">
      {message}
    </p>
  );
}
