/** One file of the page; `gzip` is the same body, compressed. */
export type PageFile = {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
};

/** The files of the page by their path; `/` is the document, the others have a hash in their name. */
export type PageFiles = ReadonlyMap<string, PageFile>;
