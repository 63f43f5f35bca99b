/**
 * A text that no log, error or JSON shows: only whoever calls `reveal` gets it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toJSON(): string {
    return '***';
  }

  toString(): string {
    return '***';
  }
}
