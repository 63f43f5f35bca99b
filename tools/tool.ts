import type { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Need, ToolEnd, ToolFound, ToolPorts, ToolRequest } from '../domain/tools.ts';

/** A setting without which a tool cannot be used, and how to get its value. */
type Required = { readonly setting: string; readonly how: string };

/** What a tool declares that is the same whatever it takes and gives. */
type Declared = {
  /** What it is for, in one sentence: for lists, and for a model that routes. */
  readonly describes: string;
  /** The need that it meets. */
  readonly meets: Need;
  /** Whether it tells what to do about a cause that was found, also where nobody asked for that. */
  readonly followsCause: boolean;
  /** Whether it needs the rows of the lanes, and starts after them. */
  readonly needsRows?: boolean;
  /** What it does to the world; a `write` runs only after somebody approved it. */
  readonly effect: 'read' | 'write';
  readonly timeoutMs: number;
  /** It uses the rights of the service at the workspace, whoever asks. */
  readonly isAsService?: boolean;
  readonly needs: readonly Required[];
};

type Spec<Input, Output> = Declared & {
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  /** What it takes of a question; checked by `input`. */
  readonly ask: (request: ToolRequest) => unknown;
  /** What it gives is checked by `output`. */
  readonly run: (ports: ToolPorts, input: Input, signal: AbortSignal) => Promise<unknown>;
  /** What an answer says of it; null where there is nothing to say. */
  readonly tell: (output: Output) => ToolFound | null;
  /** One line about what came out. */
  readonly sumUp: (output: Output) => string;
};

export type Tool = Declared & {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /**
   * Runs it for a question.
   *
   * Effect: as its ports.
   *
   * @throws {AppError} `tool.refused` for a `write`, which only an approval may run; as its ports.
   */
  readonly run: (ports: ToolPorts, request: ToolRequest, signal: AbortSignal) => Promise<ToolEnd>;
};

/** Declares a tool; what it takes and gives is checked at run time. Pure. */
export function defineTool<Input, Output>(spec: Spec<Input, Output>): Tool {
  return {
    ...spec,
    run: async (ports, request, signal) => {
      if (spec.effect === 'write')
        throw new AppError('tool.refused', 'It changes something: somebody has to approve it.');
      const input = spec.input.parse(spec.ask(request));
      const output = checked(spec.output, await spec.run(ports, input, signal));
      const data = spec.tell(output);
      const summary = spec.sumUp(output);
      return { outcome: data === null ? 'no_data' : 'answered', summary, data };
    },
  };
}

/** What a tool gave, as it declares it. */
function checked<Output>(schema: z.ZodType<Output>, given: unknown): Output {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new AppError(
    'upstream.rejected',
    `It gave something else than expected: ${where} ${issue?.message ?? ''}.`,
  );
}
