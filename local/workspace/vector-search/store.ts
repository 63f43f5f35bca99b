import { randomUUID } from 'node:crypto';
import type { Row } from './rank.ts';

export type Endpoint = {
  readonly id: string;
  readonly name: string;
  readonly creator: string;
  readonly createdMs: number;
};

export type Index = {
  readonly name: string;
  readonly endpoint: string;
  readonly creator: string;
  readonly primaryKey: string;
  /** Column → type of Spark. */
  readonly columns: Readonly<Record<string, string>>;
  /** The column that queries by text search. */
  readonly textColumn: string;
  /** As it was sent. */
  readonly spec: object;
  /** Primary key → row. */
  readonly rows: Map<string, Row>;
};

/** Endpoints and indexes of Vector Search; kept until the process ends. */
export type VectorSearch = {
  readonly endpoints: Map<string, Endpoint>;
  readonly indexes: Map<string, Index>;
  /** Rest of a result by the token of its next page; a token is used once. */
  readonly pages: Map<string, readonly (readonly unknown[])[]>;
};

export const newEndpoint = (name: string, creator: string): Endpoint => ({
  id: randomUUID(),
  name,
  creator,
  createdMs: Date.now(),
});

/** Starts empty. Effect: its maps are written by the routes. */
export const createVectorSearch = (): VectorSearch => ({
  endpoints: new Map(),
  indexes: new Map(),
  pages: new Map(),
});
