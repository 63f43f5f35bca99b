import type { AnswerText } from '../../domain/reasoner-port.ts';

/** The text of an answer that several calls may begin. */
export type TextOfCalls = {
  /**
   * Takes back what an earlier call wrote, and gives the writer of the next one. An earlier call that
   * still writes is not heard.
   */
  readonly begin: () => Promise<(piece: string) => Promise<void>>;
  /** Why a piece could not be handed on, if one could not: no fault of the model. */
  readonly unwritten: () => { readonly error: unknown } | null;
};

/**
 * Lets one call after another write the same text.
 *
 * Effect: hands pieces on to `text`; the result holds state.
 */
export function createTextOfCalls(text: AnswerText): TextOfCalls {
  let call = 0;
  let isShown = false;
  let inFlight: Promise<void> = Promise.resolve();
  let unwritten: { readonly error: unknown } | null = null;
  return {
    begin: async () => {
      call += 1;
      const mine = call;
      await inFlight;
      if (isShown) await text.restart();
      isShown = false;
      return async (piece) => {
        if (mine !== call) return;
        isShown = true;
        const written = text.write(piece);
        inFlight = written.catch((error: unknown) => {
          unwritten = { error };
        });
        await written;
      };
    },
    unwritten: () => unwritten,
  };
}
