import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { messageOf } from '../problem.tsx';
import type { Domain, Investigation } from '../resources.ts';
import { send } from '../service.ts';

/** The body of a question, as the service takes it. */
export type Question = {
  readonly question: string;
  readonly domains?: readonly Domain[];
  readonly sessionId?: string;
  readonly budgetSeconds?: number;
};

/** A question that can be asked. */
export type Asking = {
  /** Asks, and leads to the investigation. */
  readonly ask: () => Promise<void>;
  /** Why it could not be asked. */
  readonly problem: string | null;
  readonly isSending: boolean;
};

/** Asks a question; sent again after a lost reply, it is the same investigation. */
export function useAsk(body: Question): Asking {
  const { route } = useLocation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const idempotencyKey = useMemo(newKey, [JSON.stringify(body)]);
  const ask = async (): Promise<void> => {
    if (body.question.trim() === '' || isSending) return;
    setSending(true);
    setProblem(null);
    try {
      const { id } = await send<Investigation>('/v1/investigations', body, { idempotencyKey });
      route(`/i/${id}`);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setSending(false);
  };
  return { ask, problem, isSending };
}

/** 32 hex digits that nobody else has; `randomUUID` is not there on pages without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
