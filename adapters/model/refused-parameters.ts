import { z } from 'zod';

/** Without these a call has no meaning; all others may be left out. */
const neededParameters = new Set(['model', 'messages', 'stream']);
/** Statuses that say that a request has a wrong form; 500 is llama.cpp's for `tools`. */
const refusingStatuses = [400, 422, 500];

/** Where services say what they refuse: OpenAI's `error`, Databricks' `message`, FastAPI's `detail`. */
const Refusal = z.looseObject({
  error: z
    .looseObject({ param: z.string().nullish(), message: z.string().nullish() })
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z
    .union([
      z.string(),
      z.array(z.looseObject({ loc: z.array(z.union([z.string(), z.number()])) })),
    ])
    .optional()
    .catch(undefined),
});

/**
 * Makes a `fetch` that leaves out a parameter which the service has refused by name, and sends the
 * request again without it. What was refused once is left out as long as this `fetch` lives.
 *
 * Effect: HTTP; `onRefused` is called once for each parameter.
 */
export function createFetchWithoutRefused(onRefused: (parameter: string) => void): typeof fetch {
  const refused = new Set<string>();
  return async (input, init) => {
    const whole = readBody(init?.body);
    if (whole === null) return fetch(input, init);
    for (;;) {
      const body = Object.fromEntries(Object.entries(whole).filter(([key]) => !refused.has(key)));
      const response = await fetch(input, { ...init, body: JSON.stringify(body) });
      if (response.ok) return response;
      const reply = await response.text();
      const optional = Object.keys(body).filter((key) => !neededParameters.has(key));
      const isRefusal = refusingStatuses.includes(response.status);
      const parameter = isRefusal ? refusedParameter(reply, optional) : null;
      if (parameter === null) return inOneForm(response, reply);
      refused.add(parameter);
      onRefused(parameter);
    }
  };
}

/** The vendor's client reads the words of a refusal only from where OpenAI has them. */
function inOneForm({ status, headers }: Response, reply: string): Response {
  const { error, message, detail } = Refusal.safeParse(readJson(reply)).data ?? {};
  const words = message ?? (typeof detail === 'string' ? detail : '');
  const isElsewhere = error === undefined && words !== '';
  const body = isElsewhere ? JSON.stringify({ error: { message: words } }) : reply;
  const kept = [...headers].filter(([name]) => !/^content-(?:encoding|length)$/.test(name));
  return new Response(body === '' ? null : body, { status, headers: kept });
}

function readBody(body: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof body !== 'string') return null;
  return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
}

/** The first of these parameters that a refusal names; the field for names goes before its words. */
function refusedParameter(reply: string, parameters: readonly string[]): string | null {
  const { names, words } = readRefusal(reply);
  return (
    parameters.find((parameter) => names.includes(parameter)) ??
    parameters.find((parameter) => new RegExp(`\\b${parameter}\\b`).test(words)) ??
    null
  );
}

function readRefusal(reply: string): { names: readonly string[]; words: string } {
  const parsed = Refusal.safeParse(readJson(reply));
  if (!parsed.success) return { names: [], words: reply };
  const { error, message, detail } = parsed.data;
  const places = Array.isArray(detail) ? detail.flatMap(({ loc }) => loc.map(String)) : [];
  const named = error?.param?.split(/[.[]/)[0];
  return {
    names: named === undefined ? places : [named, ...places],
    words: [error?.message, message, typeof detail === 'string' ? detail : ''].join('\n'),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
