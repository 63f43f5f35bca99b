import * as http from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import * as https from 'node:https';
import type { Post, PostEnd } from '../domain/own-webhook-ports.ts';
import { AddressRefused, checkHost, checkedLookup, hostOf } from './public-address.ts';
import type { Reach } from './public-address.ts';
import { waitMsOf } from './retry-after.ts';

/** Within which a target must have replied, from the look-up of its name on. */
const timeoutMs = 10_000;

/** Names of what failed that say nothing of the target's path. */
const failureName = (error: unknown): string => {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no reply in time';
  return 'code' in error ? String(error.code) : error.name;
};

/**
 * Posts to webhooks. A redirect is a reply as any other and not followed; the reply's body is not read. No
 * proxy of the environment is used: it would look names up by itself.
 *
 * Effect: one POST a call.
 *
 * @param reach Which addresses may be reached.
 * @param limitMs For tests.
 */
export function createPost(reach: Reach, limitMs = timeoutMs): Post {
  return async (url, body, headers, signal) => {
    const target = new URL(url);
    const limit = AbortSignal.timeout(limitMs);
    const within = signal === undefined ? limit : AbortSignal.any([limit, signal]);
    try {
      checkHost(hostOf(target), reach);
      return repliedBy(await send(target, body, headers, reach, within));
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof AddressRefused) return { kind: 'refused', problem: error.message };
      return { kind: 'failed', problem: failureName(error) };
    }
  };
}

function send(
  target: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  reach: Reach,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { Agent, request } = target.protocol === 'https:' ? https : http;
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'health-monitor',
      ...headers,
    },
    // One of its own reads no proxy from the environment, and keeps no connection to what was checked before.
    agent: new Agent({ keepAlive: false }),
    lookup: checkedLookup(reach),
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = request(target, options, (reply) => {
      resolve(reply);
      reply.on('error', () => {});
      reply.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function repliedBy({ statusCode = 0, headers }: IncomingMessage): PostEnd {
  const asked = headers['retry-after'];
  const waitMs = asked === undefined ? null : waitMsOf(asked.trim(), Date.now());
  return {
    kind: 'replied',
    status: statusCode,
    waitMs: waitMs === null ? null : Math.max(0, waitMs),
  };
}
