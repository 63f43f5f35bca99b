/** Whether the same call may succeed when it is made again at once. */
type Outlook = 'temporary' | 'permanent';

/** Why a model could not be used, in words that a log and an answer may carry. */
export class ModelFailure extends Error {
  readonly outlook: Outlook;

  constructor(message: string, outlook: Outlook, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'ModelFailure';
    this.outlook = outlook;
  }
}
