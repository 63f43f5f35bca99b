import type { NeedOf } from '../domain/tools.ts';

/** What a question needs beside rows of the platform, each need once with the reason. Pure. */
export function needsOf(question: string): readonly NeedOf[] {
  return [
    ...(asksRemedy(question)
      ? [{ need: 'remedy', reason: 'Asks what to do about it.' } as const]
      : []),
    ...(asksOutside(question)
      ? [{ need: 'outside', reason: 'Asks for what is not on the platform.' } as const]
      : []),
  ];
}

const asksRemedy = (text: string): boolean =>
  /\b(?:how (?:do|can|should|would|to) (?:i |we |you )?(?:fix|resolve|solve|repair|recover|stop)|what (?:should|can|do|must) (?:i|we) do|runbook|playbook)\b/i.test(
    text,
  );

const asksOutside = (text: string): boolean =>
  /\b(?:outage|status page|release notes?|documentation|docs)\b/i.test(text);
