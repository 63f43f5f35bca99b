/** Made of /openapi.json by `npm run docs`: the routes of the API, and its schemas. */
export type paths = {
  '/healthz': {
    get: {
      /** The process runs */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': { readonly status: 'ok'; readonly service: 'health-monitor' };
          };
        };
      };
    };
  };
  '/readyz': {
    get: {
      /** Whether questions can be answered now; 503 with the same `checks` when not */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly status: 'ok';
              readonly checks: {
                readonly database: components['schemas']['ReadinessCheck'];
                readonly temporal: components['schemas']['ReadinessCheck'];
                readonly workspace: components['schemas']['ReadinessCheck'];
              };
            };
          };
        };
        503: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/problem+json': components['schemas']['Problem'] & {
              readonly checks: {
                readonly database: components['schemas']['ReadinessCheck'];
                readonly temporal: components['schemas']['ReadinessCheck'];
                readonly workspace: components['schemas']['ReadinessCheck'];
              };
            };
          };
        };
      };
    };
  };
  '/v1/sign-in': {
    get: {
      /** Who you are, and how a browser can sign in */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['SignedIn'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    post: {
      /** Sign this browser in with an API key */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': { readonly key: string } } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['SignedIn'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Sign this browser out */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['SignedIn'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/sign-in/oidc': {
    get: {
      /** Send this browser to the issuer, to sign in there */
      parameters: {
        path?: never;
        query?: { returnTo?: string | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        302: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/sign-in/oidc/callback': {
    get: {
      /** Where the issuer sends a browser back to */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        302: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations': {
    post: {
      /** Ask a question */
      parameters: {
        path?: never;
        query?: never;
        header?: { 'Idempotency-Key'?: string | undefined };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['NewInvestigation'] } };
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      /** Your investigations, newest first */
      parameters: {
        path?: never;
        query?: {
          sessionId?: string | undefined;
          status?:
            | 'queued'
            | 'running'
            | 'completed'
            | 'partial'
            | 'failed'
            | 'cancelled'
            | undefined;
          domain?:
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified'
            | undefined;
          q?: string | undefined;
          limit?: number | undefined;
          cursor?: string | undefined;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly investigations: components['schemas']['InvestigationSummary'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}': {
    get: {
      /** One investigation; with waitSeconds when its status changes or the time is up */
      parameters: {
        path: { id: string };
        query?: { waitSeconds?: number | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    patch: {
      /** Change who may read it */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': { readonly visibility: 'private' | 'team' } } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/events': {
    get: {
      /** The log: as a stream that ends with `finished`, or a page of it as JSON */
      parameters: {
        path: { id: string };
        query?: { after?: number | undefined; limit?: number | undefined };
        header?: { 'Last-Event-ID'?: number | undefined };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'text/event-stream': string;
            'application/json': {
              readonly events: components['schemas']['Event'][];
              readonly lastSeq: number;
              readonly finished: boolean;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/evidence': {
    get: {
      /** All tables of an investigation, in the order they came in */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly evidence: components['schemas']['Evidence'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/evidence/{evidenceId}': {
    get: {
      /** One table; as CSV by Accept */
      parameters: {
        path: { id: string; evidenceId: string };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Evidence']; 'text/csv': string };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/sources': {
    get: {
      /** What tools found, by the markers under which an answer cites it */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly sources: components['schemas']['ToolSource'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/proof': {
    get: {
      /** The answer with all rows behind it, to be checked without the service */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: Readonly<Record<string, unknown>>; content: { 'application/zip': Blob } };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/cancel': {
    post: {
      /** End an investigation; what was found stays */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/steer': {
    post: {
      /** Change a running investigation */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['Steer'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/token': {
    post: {
      /** Let an investigation go on that waits because your sign-in at the workspace has expired */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': { readonly askedAs: string; readonly expiresAt: string | null };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/retry': {
    post: {
      /** Try again what has no answer, in a new investigation; late answers are collected first */
      parameters: {
        path: { id: string };
        query?: never;
        header?: { 'Idempotency-Key'?: string | undefined };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['Retry'] } };
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/feedback': {
    post: {
      /** Say whether an answer was good; it proposes the question for evaluations */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['Feedback'] } };
      responses: {
        201: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ProposedCase'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/proposals/{pid}/approve': {
    post: {
      /** Approve what is proposed, as it was shown; it is done once, also when asked again */
      parameters: {
        path: { id: string; pid: string };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['Approval'] } };
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/proposals/{pid}/reject': {
    post: {
      /** Refuse what is proposed */
      parameters: {
        path: { id: string; pid: string };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/proposals/{pid}': {
    patch: {
      /** Change condition, schedule or subscribers of what is proposed; it gets another hash */
      parameters: {
        path: { id: string; pid: string };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['ProposalChange'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Investigation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/alerts': {
    get: {
      /** The alerts that were made from your proposals, as the workspace has them now */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly alerts: components['schemas']['Alert'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/alerts/{pid}/pause': {
    post: {
      /** Check an alert no longer */
      parameters: { path: { pid: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Alert'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/alerts/{pid}/resume': {
    post: {
      /** Check an alert again */
      parameters: { path: { pid: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Alert'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/alerts/{pid}': {
    delete: {
      /** Move an alert to the trash of the workspace, and forget its proposal */
      parameters: { path: { pid: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches': {
    post: {
      /** Ask a certified question again and again, until a number of it passes a bound */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['NewWatch'] } };
      responses: {
        201: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      /** Your watches, by name */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly watches: components['schemas']['Watch'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches/{id}': {
    get: {
      /** A watch, what it came to, and its newest events and checks */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    patch: {
      /** Change a watch; with another condition it begins anew */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['WatchChange'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Watch no longer, and delete what was found */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches/{id}/pause': {
    post: {
      /** Check no longer until it is resumed */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches/{id}/resume': {
    post: {
      /** Check again */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches/{id}/acknowledge': {
    post: {
      /** Be told no more of what fires now until it recovers */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/watches/{id}/snooze': {
    post: {
      /** Go on checking, and tell nobody for some hours; 0 ends it */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['Snooze'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WatchWithLog'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/digests': {
    post: {
      /** Ask a set of questions again and again, for one report */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['NewDigest'] } };
      responses: {
        201: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['DigestWithRuns'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      /** Your digests, by name */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly digests: components['schemas']['Digest'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/digests/{id}': {
    get: {
      /** A digest and its newest reports */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['DigestWithRuns'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Ask it no longer, and delete its reports */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/digests/{id}/pause': {
    post: {
      /** Ask it no longer until it is resumed */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['DigestWithRuns'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/digests/{id}/resume': {
    post: {
      /** Ask it again */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['DigestWithRuns'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/digests/{id}/trigger': {
    post: {
      /** Ask it now, unless it is being asked */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['DigestWithRuns'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/webhooks': {
    post: {
      /** Tell an address what happens to what is yours */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['NewWebhook'] } };
      responses: {
        201: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WebhookWithSecret'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      /** Your webhooks, oldest first */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly webhooks: components['schemas']['Webhook'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/webhooks/{id}': {
    get: {
      /** A webhook */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Webhook'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Tell it no longer, and delete its messages */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        204: { headers: Readonly<Record<string, unknown>>; content: never };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/webhooks/{id}/rotate': {
    post: {
      /** Make a new secret; the one before signs for another day, too */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WebhookWithSecret'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/webhooks/{id}/test': {
    post: {
      /** Send it a message that says nothing else */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['WebhookDelivery'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/webhooks/{id}/deliveries': {
    get: {
      /** Its messages, newest first, with each attempt */
      parameters: {
        path: { id: string };
        query?: { limit?: number | undefined; cursor?: string | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly deliveries: components['schemas']['WebhookDelivery'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/corrections': {
    get: {
      /** Answers of yours that were corrected and that you have not seen since, newest first */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly corrections: components['schemas']['Correction'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/investigations/{id}/correction/seen': {
    post: {
      /** Be told no more of a correction; it stays with the answer */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Correction'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/responses': {
    post: {
      /** Ask a question as a client of the OpenAI Responses protocol */
      parameters: {
        path?: never;
        query?: never;
        header?: {
          'Idempotency-Key'?: string | undefined;
          'X-Stainless-Retry-Count'?: string | undefined;
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['NewResponse'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/v1/responses/{id}': {
    get: {
      /** A response as it is now, or with `stream` its events after `starting_after` */
      parameters: {
        path: { id: string };
        query?: { stream?: boolean | undefined; starting_after?: number | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
    delete: {
      /** Delete a response that has ended, with its investigation and evidence */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly id: string;
              readonly object: 'response';
              readonly deleted: true;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/v1/responses/{id}/cancel': {
    post: {
      /** End a response; one that has ended stays as it is */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/v1/responses/{id}/input_items': {
    get: {
      /** What was sent as the input of a response, newest first */
      parameters: {
        path: { id: string };
        query?: {
          limit?: number | undefined;
          order?: 'asc' | 'desc' | undefined;
          after?: string | undefined;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly object: 'list';
              readonly data: components['schemas']['ResponseInputItem'][];
              readonly first_id: string | null;
              readonly last_id: string | null;
              readonly has_more: boolean;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/v1/models': {
    get: {
      /** The names that a request may have as its model */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly object: 'list';
              readonly data: components['schemas']['Model'][];
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/v1/models/{id}': {
    get: {
      /** One of these names */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Model'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ResponsesError'] };
        };
      };
    };
  };
  '/mcp': {
    post: {
      /** The Model Context Protocol, without sessions */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['JsonRpcMessage'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['JsonRpcMessage'];
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    get: {
      /** Refused: there are no sessions */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        405: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['JsonRpcMessage'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['JsonRpcMessage'];
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete: {
      /** Refused: there are no sessions */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        405: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['JsonRpcMessage'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['JsonRpcMessage'];
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
  };
  '/invocations': {
    post: {
      /** Ask a question as a client of an agent on Databricks, such as its chat template */
      parameters: {
        path?: never;
        query?: never;
        header?: {
          'Idempotency-Key'?: string | undefined;
          'X-Stainless-Retry-Count'?: string | undefined;
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['NewInvocation'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ServingError'] };
        };
      };
    };
  };
  '/responses': {
    post: {
      /** The same, for clients of its Responses API that have an address without a version */
      parameters: {
        path?: never;
        query?: never;
        header?: {
          'Idempotency-Key'?: string | undefined;
          'X-Stainless-Retry-Count'?: string | undefined;
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['NewInvocation'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ServingError'] };
        };
      };
    };
  };
  '/serving-endpoints/{name}/invocations': {
    post: {
      /** The same, for clients of a serving endpoint; every name is this service */
      parameters: {
        path: { name: string };
        query?: never;
        header?: {
          'Idempotency-Key'?: string | undefined;
          'X-Stainless-Retry-Count'?: string | undefined;
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['NewInvocation'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ServingError'] };
        };
      };
    };
  };
  '/responses/{id}': {
    get: {
      /** What a client of an agent on Databricks asked, or its events after `starting_after` */
      parameters: {
        path: { id: string };
        query?: { stream?: 'true' | 'false' | undefined; starting_after?: number | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Response'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ServingError'] };
        };
      };
    };
  };
  '/api/invocations': {
    post: {
      /** Ask a question as a client of Databricks' agent server */
      parameters: {
        path?: never;
        query?: never;
        header?: {
          'X-Databricks-Session-Id'?: string | undefined;
          'X-Routing-Key'?: string | undefined;
        };
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['AgentInvocation'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['InvocationState'];
            'text/event-stream': string;
          };
        };
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['InvocationState'];
            'text/event-stream': string;
          };
        };
        500: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['InvocationState'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['AgentServerError'] };
        };
      };
    };
  };
  '/api/invocations/{id}': {
    get: {
      /** An invocation as it is now */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['InvocationState'];
            'text/event-stream': string;
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['AgentServerError'] };
        };
      };
    };
  };
  '/api/invocations/{id}/events': {
    get: {
      /** The events of an invocation behind `after` */
      parameters: {
        path: { id: string };
        query?: { after?: number | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'text/event-stream': string };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['AgentServerError'] };
        };
      };
    };
  };
  '/v1/route': {
    post: {
      /** Which domains a question would go to; asks none of them */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['RouteRequest'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Routing'] & {
              readonly denied: {
                readonly domain:
                  | 'cost'
                  | 'security'
                  | 'performance'
                  | 'reliability'
                  | 'quality'
                  | 'unified';
                readonly reason: string;
              }[];
              readonly degraded: string[];
              readonly degradedDetail: { readonly part: string; readonly reason: string }[];
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/memory': {
    get: {
      /** What is remembered of you, and every preference that can be set */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Memory'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put: {
      /** Set preferences; null forgets one, and what is not named stays */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['MemoryInput'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Memory'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Forget me: delete everything of yours, investigations and evidence too */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': { readonly deleted: number } };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/memory/export': {
    get: {
      /** Everything that is remembered of you, and what you asked */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['MemoryExport'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/memory/insights/{id}': {
    delete: {
      /** Forget one insight */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Memory'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/memory/preferences/{key}': {
    put: {
      /** Set one preference */
      parameters: {
        path: {
          key:
            | 'role'
            | 'preferredWorkspace'
            | 'preferredWarehouse'
            | 'preferredCluster'
            | 'costThresholdUsd'
            | 'latencyThresholdSeconds'
            | 'slaThresholdPercent'
            | 'freshnessThresholdHours'
            | 'criticalJobs'
            | 'criticalTables'
            | 'complianceFramework'
            | 'timeZone';
        };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: { content: { 'application/json': components['schemas']['PreferenceInput'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Memory'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Forget one preference */
      parameters: {
        path: {
          key:
            | 'role'
            | 'preferredWorkspace'
            | 'preferredWarehouse'
            | 'preferredCluster'
            | 'costThresholdUsd'
            | 'latencyThresholdSeconds'
            | 'slaThresholdPercent'
            | 'freshnessThresholdHours'
            | 'criticalJobs'
            | 'criticalTables'
            | 'complianceFramework'
            | 'timeZone';
        };
        query?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Memory'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/sessions': {
    get: {
      /** Your conversations, newest first */
      parameters: {
        path?: never;
        query?: { limit?: number | undefined; cursor?: string | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly sessions: components['schemas']['Session'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/sessions/{id}': {
    get: {
      /** One conversation: what was asked in it, and what of it is remembered */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': components['schemas']['Session'] & {
              readonly messages: {
                readonly role: 'user' | 'assistant';
                readonly content: string;
                readonly domains: (
                  | 'cost'
                  | 'security'
                  | 'performance'
                  | 'reliability'
                  | 'quality'
                  | 'unified'
                )[];
                readonly investigationId: string;
                readonly at: string;
                readonly expiresAt: string;
              }[];
              readonly summary: {
                readonly text: string;
                readonly domains: (
                  | 'cost'
                  | 'security'
                  | 'performance'
                  | 'reliability'
                  | 'quality'
                  | 'unified'
                )[];
                readonly investigationId: string;
                readonly upTo: string;
                readonly expiresAt: string;
              } | null;
              readonly asked: components['schemas']['InvestigationSummary'][];
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    delete: {
      /** Delete a conversation with its investigations and their evidence */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': { readonly deleted: number } };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/agents': {
    get: {
      /** The domains, and whether each can be asked */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly agents: components['schemas']['Agent'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/tools': {
    get: {
      /** The tools beside the domains, and whether each can be used */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly tools: components['schemas']['Tool'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/diagnosis': {
    post: {
      /** Check everything that an installation needs; may start a stopped warehouse */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': {} } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Diagnosis'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/schedule': {
    get: {
      /** When evaluations start by themselves */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    put: {
      /** Change when they start; what is left out stays */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: {
        content: { 'application/json': components['schemas']['EvaluationScheduleChange'] };
      };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/schedule/pause': {
    post: {
      /** Start none until it is resumed */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': { readonly note?: string | undefined } } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/schedule/resume': {
    post: {
      /** End the pause */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': { readonly note?: string | undefined } } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/schedule/trigger': {
    post: {
      /** Start one now; while one runs, one waits */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/schedule/backfill': {
    post: {
      /** Start what would have started between two times */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['Backfill'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationSchedule'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/cases': {
    get: {
      /** Questions that feedback proposes for evaluations, newest first */
      parameters: {
        path?: never;
        query?: {
          state?: 'proposed' | 'accepted' | 'rejected' | undefined;
          limit?: number | undefined;
          cursor?: string | undefined;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly cases: components['schemas']['ProposedCase'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/cases/{id}/accept': {
    post: {
      /** Make a proposed question a part of the suite feedback */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['AcceptedCase'] } };
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ProposedCase'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/cases/{id}/reject': {
    post: {
      /** Ask a proposed question in no evaluation */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['ProposedCase'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations': {
    post: {
      /** Run a suite of labelled questions */
      parameters: { path?: never; query?: never; header?: never; cookie?: never };
      requestBody: { content: { 'application/json': components['schemas']['NewEvaluation'] } };
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Evaluation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
    get: {
      /** Evaluations, newest first */
      parameters: {
        path?: never;
        query?: { limit?: number | undefined; cursor?: string | undefined };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: {
            'application/json': {
              readonly evaluations: components['schemas']['Evaluation'][];
              readonly nextCursor: string | null;
            };
          };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/{id}': {
    get: {
      /** An evaluation with every question and judgement */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['EvaluationWithCases'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
  '/v1/evaluations/{id}/cancel': {
    post: {
      /** End an evaluation; what was judged stays */
      parameters: { path: { id: string }; query?: never; header?: never; cookie?: never };
      requestBody?: never;
      responses: {
        202: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/json': components['schemas']['Evaluation'] };
        };
        default: {
          headers: Readonly<Record<string, unknown>>;
          content: { 'application/problem+json': components['schemas']['Problem'] };
        };
      };
    };
  };
};

export type components = {
  schemas: {
    ReadinessCheck: { readonly ok: boolean; readonly message: string; readonly tookMs: number };
    Problem: {
      readonly type: string;
      readonly title: string;
      readonly status: number;
      readonly detail: string;
      readonly code: string;
      readonly errors?: { readonly path: string; readonly message: string }[] | undefined;
      readonly requestId: string;
    };
    SignedIn: {
      readonly ways: ('api-keys' | 'oidc' | 'databricks-apps')[];
      readonly browser: { readonly key: boolean; readonly oidc: boolean };
      readonly caller: {
        readonly id: string;
        readonly role: 'viewer' | 'analyst' | 'operator' | 'admin';
        readonly groups: string[];
        readonly permissions: ('read' | 'ask' | 'operate' | 'administer')[];
        readonly expiresAt: string | null;
      } | null;
    };
    Investigation: components['schemas']['InvestigationSummary'] & {
      readonly startedAt: string | null;
      readonly finishedAt: string | null;
      readonly routing: components['schemas']['Routing'] | null;
      readonly lanes: components['schemas']['Lane'][];
      readonly tools: {
        readonly tool: string;
        readonly status: 'running' | 'finished';
        readonly outcome:
          | 'answered'
          | 'clarification'
          | 'no_data'
          | 'denied'
          | 'throttled'
          | 'timed_out'
          | 'failed'
          | 'cancelled'
          | 'skipped'
          | null;
        readonly summary: string | null;
        readonly data: {
          readonly heading: string;
          readonly markdown: string;
          readonly sources: components['schemas']['ToolSource'][];
        } | null;
      }[];
      readonly proposals: components['schemas']['Proposal'][];
      readonly correction: components['schemas']['Correction'] | null;
      readonly explanation: components['schemas']['Explanation'] | null;
      readonly answer: components['schemas']['Answer'] | null;
      readonly deep: components['schemas']['Deep'] | null;
      readonly memory: {
        readonly status: 'saved' | 'failed' | 'skipped';
        readonly detail: string | null;
      } | null;
      readonly usage: {
        readonly modelCalls: number;
        readonly inputTokens: number;
        readonly outputTokens: number;
        readonly genieQuestions: number;
        readonly geniePolls: number;
        readonly statements: number;
      };
      readonly prompts: {
        readonly name: string;
        readonly version: number;
        readonly hash: string;
      }[];
      readonly failure: {
        readonly code:
          | 'input.invalid'
          | 'input.not_found'
          | 'input.conflict'
          | 'input.too_large'
          | 'input.key_reused'
          | 'auth.required'
          | 'auth.denied'
          | 'tool.refused'
          | 'model.malformed'
          | 'limit.exceeded'
          | 'limit.rate'
          | 'limit.day'
          | 'upstream.limited'
          | 'upstream.down'
          | 'upstream.rejected'
          | 'dependency.down'
          | 'bug';
        readonly message: string;
      } | null;
      readonly rowsDeletedAt: string | null;
      readonly identity: 'service' | 'user';
      readonly askedAs: string | null;
    };
    Routing: {
      readonly domains: {
        readonly domain:
          | 'cost'
          | 'security'
          | 'performance'
          | 'reliability'
          | 'quality'
          | 'unified';
        readonly question: string;
        readonly score: number;
        readonly reason: string;
      }[];
      readonly tools: { readonly tool: string; readonly reason: string }[];
      readonly source: 'model' | 'examples' | 'caller' | 'thread';
      readonly about?:
        | ('cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified')[]
        | undefined;
      readonly intent?: 'why' | 'whatChanged' | null | undefined;
      readonly memory?:
        | {
            readonly used: components['schemas']['UsedPreference'][];
            readonly learned: components['schemas']['SaidPreference'][];
          }
        | undefined;
    };
    UsedPreference: {
      readonly kind: 'preference';
      readonly key:
        | 'role'
        | 'preferredWorkspace'
        | 'preferredWarehouse'
        | 'preferredCluster'
        | 'costThresholdUsd'
        | 'latencyThresholdSeconds'
        | 'slaThresholdPercent'
        | 'freshnessThresholdHours'
        | 'criticalJobs'
        | 'criticalTables'
        | 'complianceFramework'
        | 'timeZone';
      readonly value: string | number | string[];
      readonly unit: string | null;
      readonly text: string;
      readonly source: {
        readonly investigationId: string | null;
        readonly said: string | null;
        readonly at: string;
      };
    };
    SaidPreference: {
      readonly key:
        | 'role'
        | 'preferredWorkspace'
        | 'preferredWarehouse'
        | 'preferredCluster'
        | 'costThresholdUsd'
        | 'latencyThresholdSeconds'
        | 'slaThresholdPercent'
        | 'freshnessThresholdHours'
        | 'criticalJobs'
        | 'criticalTables'
        | 'complianceFramework'
        | 'timeZone';
      readonly value: string | number | string[] | null;
      readonly said: string;
    };
    Lane: {
      readonly domain: 'cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified';
      readonly question: string;
      readonly status: 'queued' | 'waiting' | 'asking' | 'finished';
      readonly outcome:
        | 'answered'
        | 'clarification'
        | 'no_data'
        | 'denied'
        | 'throttled'
        | 'timed_out'
        | 'failed'
        | 'cancelled'
        | 'skipped'
        | null;
      readonly detail: string | null;
      readonly questionId: string | null;
      readonly evidenceIds: string[];
      readonly startedAt: string | null;
      readonly finishedAt: string | null;
      readonly waitedMs: number;
      readonly genie: components['schemas']['GenieReference'] | null;
      readonly from?: 'copied' | 'late' | undefined;
    };
    GenieReference: {
      readonly spaceId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly url: string;
    };
    ToolSource: {
      readonly marker: string;
      readonly title: string;
      readonly text: string;
      readonly url: string | null;
    };
    Proposal: {
      readonly id: string;
      readonly kind: 'alert';
      readonly summary: string;
      readonly status: 'proposed' | 'approved' | 'rejected' | 'applied' | 'failed';
      readonly hash: string;
      readonly detail: string | null;
      readonly alertId: string | null;
      readonly content: {
        readonly title: string;
        readonly reason: string;
        readonly evidenceId?: string | undefined;
        readonly certified: string;
        readonly sql: string;
        readonly columns: { readonly name: string; readonly type: string }[];
        readonly condition: {
          readonly column: string;
          readonly aggregation:
            | 'SUM'
            | 'COUNT'
            | 'COUNT_DISTINCT'
            | 'AVG'
            | 'MEDIAN'
            | 'MIN'
            | 'MAX'
            | 'STDDEV'
            | null;
          readonly operator:
            | 'GREATER_THAN'
            | 'GREATER_THAN_OR_EQUAL'
            | 'LESS_THAN'
            | 'LESS_THAN_OR_EQUAL'
            | 'EQUAL'
            | 'NOT_EQUAL';
          readonly threshold: number | string | boolean;
          readonly whenEmpty: 'OK' | 'TRIGGERED' | 'UNKNOWN';
        };
        readonly schedule: { readonly cron: string; readonly timeZone: string };
        readonly notifies: string[];
        readonly warehouseId: string;
      };
    };
    Correction: {
      readonly investigationId?: string | undefined;
      readonly at: string;
      readonly claims: {
        readonly text: string;
        readonly sentence: string;
        readonly cells: {
          readonly marker: string;
          readonly column: string | null;
          readonly before: string | number | boolean | null;
          readonly after: string | number | boolean | null;
        }[];
      }[];
      readonly seenAt: string | null;
    };
    Explanation: {
      readonly verdict: 'cause_found' | 'contributing' | 'inconclusive' | 'blocked' | 'skipped';
      readonly symptom: {
        readonly measure: string;
        readonly object: {
          readonly kind: string;
          readonly id: string;
          readonly name: string;
          readonly workspaceId: string | null;
        } | null;
        readonly onset: string | null;
        readonly size: number;
        readonly expected: number;
        readonly unit: string;
        readonly markers: string[];
      } | null;
      readonly causes: {
        readonly kind: string;
        readonly statement: string;
        readonly objects: {
          readonly kind: string;
          readonly id: string;
          readonly name: string;
          readonly workspaceId: string | null;
        }[];
        readonly at: string | null;
        readonly share: number | null;
        readonly markers: string[];
      }[];
      readonly ruledOut: {
        readonly kind: string;
        readonly why: string;
        readonly markers: string[];
      }[];
      readonly missing: { readonly what: string; readonly remedy: string }[];
      readonly lines: string[];
      readonly actions: {
        readonly now: string[];
        readonly thisWeek: string[];
        readonly thisMonth: string[];
      };
      readonly citations: {
        readonly marker: string;
        readonly evidenceId?: string | undefined;
        readonly row: number | null;
        readonly column: string | null;
        readonly columnIndex: number | null;
        readonly value: components['schemas']['Cell'];
      }[];
    };
    Cell: string | number | boolean | null;
    Answer: {
      readonly markdown: string;
      readonly citations: {
        readonly marker: string;
        readonly evidenceId?: string | undefined;
        readonly row: number | null;
        readonly column: string | null;
        readonly columnIndex: number | null;
        readonly value: components['schemas']['Cell'];
      }[];
      readonly sources?: components['schemas']['ToolSource'][] | undefined;
      readonly toolText?: string | undefined;
      readonly claims: {
        readonly text: string;
        readonly verdict: 'supported' | 'derived' | 'unsupported';
        readonly markers: string[];
        readonly reason?: string | undefined;
      }[];
      readonly confidence: number;
      readonly confidenceParts: {
        readonly routing: number;
        readonly lanesAnswered: number;
        readonly claimsSupported: number;
        readonly questionFit: number;
        readonly conditionsUsed: number;
        readonly firstLine: number;
      };
      readonly caveats: string[];
      readonly followUps: string[];
      readonly degraded: string[];
      readonly degradedDetail: { readonly part: string; readonly reason: string }[];
      readonly usedMemory: components['schemas']['UsedMemory'][];
      readonly charts: {
        readonly evidenceId?: string | undefined;
        readonly type: 'line' | 'bar' | 'table';
        readonly x: string;
        readonly y: string;
        readonly title: string;
        readonly reason: string;
      }[];
    };
    UsedMemory:
      | components['schemas']['UsedPreference']
      | {
          readonly kind: 'insight' | 'question';
          readonly text: string;
          readonly source: {
            readonly investigationId: string | null;
            readonly said: string | null;
            readonly at: string;
          };
        };
    Deep: {
      readonly plans: {
        readonly round: number;
        readonly version: number;
        readonly steps: (
          | {
              readonly kind: 'ask';
              readonly domain:
                | 'cost'
                | 'security'
                | 'performance'
                | 'reliability'
                | 'quality'
                | 'unified';
              readonly question: string;
              readonly why: string;
            }
          | {
              readonly kind: 'check';
              readonly question: string;
              readonly parameters: { readonly [name: string]: string };
              readonly why: string;
            }
          | { readonly kind: 'wait'; readonly until: string; readonly why: string }
        )[];
        readonly done: 'settled' | 'nothing_new' | 'nothing_left' | 'budget' | 'wanted_now' | null;
      }[];
      readonly rounds: {
        readonly round: number;
        readonly found: string[];
        readonly verdict:
          | 'cause_found'
          | 'contributing'
          | 'inconclusive'
          | 'blocked'
          | 'skipped'
          | null;
      }[];
      readonly waitsUntil: string | null;
      readonly partial: components['schemas']['Answer'] | null;
    };
    InvestigationSummary: {
      readonly id?: string | undefined;
      readonly sessionId?: string | undefined;
      readonly status: 'queued' | 'running' | 'completed' | 'partial' | 'failed' | 'cancelled';
      readonly mode: 'standard' | 'deep';
      readonly question: string;
      readonly visibility: 'private' | 'team';
      readonly retryOf?: string | null | undefined;
      readonly createdAt: string;
      readonly deadlineAt: string;
      readonly estimate: {
        readonly seconds: number;
        readonly waitSeconds: number;
        readonly reason: string;
      };
      readonly links: {
        readonly self: string;
        readonly events: string;
        readonly evidence: string;
        readonly cancel: string;
        readonly steer: string;
      };
      readonly lastSeq: number;
    };
    NewInvestigation: {
      readonly question: string;
      readonly sessionId?: string | undefined;
      readonly mode?: 'standard' | 'deep' | undefined;
      readonly budgetSeconds?: number | undefined;
      readonly domains?:
        | ('cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified')[]
        | undefined;
      readonly tools?: string[] | undefined;
      readonly visibility?: 'private' | 'team' | undefined;
      readonly reuseSeconds?: number | undefined;
    };
    StreamedEvent: {
      readonly id?: string | undefined;
      readonly event?: string | undefined;
      readonly data: string;
    };
    Event: {
      readonly seq: number;
      readonly type: string;
      readonly at: string;
      readonly [name: string]: unknown;
    };
    Evidence: {
      readonly id?: string | undefined;
      readonly domain: 'cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified';
      readonly title: string;
      readonly sql: string;
      readonly parameters: { readonly name: string; readonly value: string }[];
      readonly columns: {
        readonly name: string;
        readonly type: string;
        readonly is: 'key' | 'label' | 'time' | 'measure';
        readonly unit: string | null;
      }[];
      readonly rows: components['schemas']['Cell'][][];
      readonly rowCount: number;
      readonly truncated: boolean;
      readonly certified: string | null;
      readonly completeUntil: string | null;
      readonly scope: 'region' | 'account' | null;
      readonly priceBasis: 'list' | 'account' | null;
      readonly source:
        | {
            readonly kind: 'genie';
            readonly spaceId: string;
            readonly conversationId: string;
            readonly messageId: string;
            readonly attachmentId: string;
            readonly statementId: string | null;
            readonly fetchedAt: string;
            readonly url: string;
          }
        | {
            readonly kind: 'warehouse';
            readonly warehouseId: string;
            readonly statementId: string;
            readonly fetchedAt: string;
          }
        | {
            readonly kind: 'computed';
            readonly from: string[];
            readonly rule: string;
            readonly fetchedAt: string;
          };
      readonly identity?: 'service' | 'user' | undefined;
      readonly askedAs?: string | null | undefined;
    };
    Steer:
      | {
          readonly action: 'skip';
          readonly domain:
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified';
        }
      | {
          readonly action: 'answer';
          readonly domain:
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified';
          readonly text: string;
          readonly questionId?: string | undefined;
        }
      | {
          readonly action: 'hint';
          readonly text: string;
          readonly domain?:
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified'
            | undefined;
        }
      | { readonly action: 'extend'; readonly seconds: number }
      | { readonly action: 'answerNow' };
    Retry: {
      readonly domains?:
        | ('cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified')[]
        | undefined;
    };
    ProposedCase: {
      readonly id: string;
      readonly investigationId?: string | undefined;
      readonly rating: 'up' | 'down';
      readonly comment: string | null;
      readonly claim: string | null;
      readonly question: string;
      readonly domains:
        | ('cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified')[]
        | null;
      readonly state: 'proposed' | 'accepted' | 'rejected';
      readonly givenAt: string;
      readonly decidedAt: string | null;
    };
    Feedback: {
      readonly rating: 'up' | 'down';
      readonly comment?: string | undefined;
      readonly claim?: string | undefined;
    };
    Approval: { readonly hash: string };
    ProposalChange: {
      readonly hash: string;
      readonly condition?:
        | {
            readonly column?: string | undefined;
            readonly aggregation?:
              | 'SUM'
              | 'COUNT'
              | 'COUNT_DISTINCT'
              | 'AVG'
              | 'MEDIAN'
              | 'MIN'
              | 'MAX'
              | 'STDDEV'
              | null
              | undefined;
            readonly operator?:
              | 'GREATER_THAN'
              | 'GREATER_THAN_OR_EQUAL'
              | 'LESS_THAN'
              | 'LESS_THAN_OR_EQUAL'
              | 'EQUAL'
              | 'NOT_EQUAL'
              | undefined;
            readonly threshold?: number | string | boolean | undefined;
            readonly whenEmpty?: 'OK' | 'TRIGGERED' | 'UNKNOWN' | undefined;
          }
        | undefined;
      readonly schedule?: { readonly cron: string; readonly timeZone: string } | undefined;
      readonly notifies?: string[] | undefined;
    };
    Alert: {
      readonly id: string;
      readonly investigationId: string;
      readonly title: string;
      readonly condition: string;
      readonly alertId: string;
      readonly state: string;
      readonly paused: boolean;
      readonly lastEvaluatedAt: string | null;
      readonly url: string | null;
    };
    WatchWithLog: {
      readonly id: string;
      readonly name: string;
      readonly question: { readonly id: string; readonly text: string };
      readonly parameters: { readonly [name: string]: string };
      readonly condition: {
        readonly column: string;
        readonly operator:
          | 'GREATER_THAN'
          | 'GREATER_THAN_OR_EQUAL'
          | 'LESS_THAN'
          | 'LESS_THAN_OR_EQUAL';
        readonly threshold: number;
        readonly recoversAt: number;
        readonly times: number;
        readonly text: string;
      };
      readonly schedule: {
        readonly cron: string | null;
        readonly everyMinutes: number | null;
        readonly timeZone: string;
      };
      readonly quietHours: { readonly from: string; readonly to: string } | null;
      readonly statementsPerDay: number;
      readonly statementsToday: number;
      readonly investigate: boolean;
      readonly state: 'new' | 'ok' | 'firing' | 'unknown';
      readonly detail: { readonly reason: string; readonly remedy: string } | null;
      readonly objects: {
        readonly label: string;
        readonly state: 'ok' | 'firing';
        readonly streak: number;
        readonly value: number | null;
        readonly since: string;
        readonly isTold: boolean;
        readonly acknowledgedAt: string | null;
      }[];
      readonly pausedAt: string | null;
      readonly snoozedUntil: string | null;
      readonly checkedAt: string | null;
      readonly createdAt: string;
      readonly events: {
        readonly n: number;
        readonly at: string;
        readonly kind:
          | 'created'
          | 'fired'
          | 'told'
          | 'recovered'
          | 'unknown'
          | 'known'
          | 'changed'
          | 'paused'
          | 'resumed'
          | 'snoozed'
          | 'acknowledged';
        readonly objects: { readonly label: string; readonly value: number | null }[];
        readonly held: 'quiet_hours' | 'snoozed' | null;
        readonly detail: { readonly reason: string; readonly remedy: string } | null;
        readonly investigationId: string | null;
      }[];
      readonly checks: {
        readonly at: string;
        readonly kind: 'rows' | 'unknown' | 'ceiling' | 'paused';
        readonly beyond: number;
      }[];
    };
    NewWatch: {
      readonly name?: string | undefined;
      readonly parameters?: { readonly [name: string]: string } | undefined;
      readonly condition: {
        readonly column: string;
        readonly operator:
          | 'GREATER_THAN'
          | 'GREATER_THAN_OR_EQUAL'
          | 'LESS_THAN'
          | 'LESS_THAN_OR_EQUAL';
        readonly threshold: number;
        readonly recoversAt?: number | undefined;
        readonly times?: number | undefined;
      };
      readonly schedule?:
        | {
            readonly cron?: string | undefined;
            readonly everyMinutes?: number | undefined;
            readonly timeZone?: string | undefined;
          }
        | undefined;
      readonly quietHours?: { readonly from: string; readonly to: string } | null | undefined;
      readonly statementsPerDay?: number | undefined;
      readonly investigate?: boolean | undefined;
      readonly question: string;
    };
    Watch: {
      readonly id: string;
      readonly name: string;
      readonly question: { readonly id: string; readonly text: string };
      readonly parameters: { readonly [name: string]: string };
      readonly condition: {
        readonly column: string;
        readonly operator:
          | 'GREATER_THAN'
          | 'GREATER_THAN_OR_EQUAL'
          | 'LESS_THAN'
          | 'LESS_THAN_OR_EQUAL';
        readonly threshold: number;
        readonly recoversAt: number;
        readonly times: number;
        readonly text: string;
      };
      readonly schedule: {
        readonly cron: string | null;
        readonly everyMinutes: number | null;
        readonly timeZone: string;
      };
      readonly quietHours: { readonly from: string; readonly to: string } | null;
      readonly statementsPerDay: number;
      readonly statementsToday: number;
      readonly investigate: boolean;
      readonly state: 'new' | 'ok' | 'firing' | 'unknown';
      readonly detail: { readonly reason: string; readonly remedy: string } | null;
      readonly objects: {
        readonly label: string;
        readonly state: 'ok' | 'firing';
        readonly streak: number;
        readonly value: number | null;
        readonly since: string;
        readonly isTold: boolean;
        readonly acknowledgedAt: string | null;
      }[];
      readonly pausedAt: string | null;
      readonly snoozedUntil: string | null;
      readonly checkedAt: string | null;
      readonly createdAt: string;
    };
    WatchChange: {
      readonly name?: string | undefined;
      readonly parameters?: { readonly [name: string]: string } | undefined;
      readonly condition?:
        | {
            readonly column: string;
            readonly operator:
              | 'GREATER_THAN'
              | 'GREATER_THAN_OR_EQUAL'
              | 'LESS_THAN'
              | 'LESS_THAN_OR_EQUAL';
            readonly threshold: number;
            readonly recoversAt?: number | undefined;
            readonly times?: number | undefined;
          }
        | undefined;
      readonly schedule?:
        | {
            readonly cron?: string | undefined;
            readonly everyMinutes?: number | undefined;
            readonly timeZone?: string | undefined;
          }
        | undefined;
      readonly quietHours?: { readonly from: string; readonly to: string } | null | undefined;
      readonly statementsPerDay?: number | undefined;
      readonly investigate?: boolean | undefined;
    };
    Snooze: { readonly hours: number };
    DigestWithRuns: {
      readonly id: string;
      readonly name: string;
      readonly questions: string[];
      readonly schedule: {
        readonly cron: string | null;
        readonly everyMinutes: number | null;
        readonly timeZone: string;
      };
      readonly post: boolean;
      readonly pausedAt: string | null;
      readonly createdAt: string;
      readonly runs: {
        readonly at: string;
        readonly status: 'running' | 'completed' | 'partial' | 'failed';
        readonly markdown: string | null;
        readonly parts: {
          readonly question: string;
          readonly investigationId: string | null;
          readonly status:
            | 'queued'
            | 'running'
            | 'completed'
            | 'partial'
            | 'failed'
            | 'cancelled'
            | 'refused'
            | 'open';
          readonly line: string | null;
        }[];
        readonly finishedAt: string | null;
        readonly postedAt: string | null;
      }[];
    };
    NewDigest: {
      readonly name: string;
      readonly questions: string[];
      readonly schedule?:
        | {
            readonly cron?: string | undefined;
            readonly everyMinutes?: number | undefined;
            readonly timeZone?: string | undefined;
          }
        | undefined;
      readonly post?: boolean | undefined;
    };
    Digest: {
      readonly id: string;
      readonly name: string;
      readonly questions: string[];
      readonly schedule: {
        readonly cron: string | null;
        readonly everyMinutes: number | null;
        readonly timeZone: string;
      };
      readonly post: boolean;
      readonly pausedAt: string | null;
      readonly createdAt: string;
    };
    WebhookWithSecret: {
      readonly id: string;
      readonly target: string;
      readonly body: 'standard' | 'slack' | 'teams';
      readonly events: (
        | 'investigation.finished'
        | 'investigation.corrected'
        | 'watch.fired'
        | 'digest.finished'
      )[];
      readonly createdAt: string;
      readonly disabledAt: string | null;
      readonly secret: string;
    };
    NewWebhook: {
      readonly url: string;
      readonly body?: 'standard' | 'slack' | 'teams' | undefined;
      readonly events?:
        | (
            | 'investigation.finished'
            | 'investigation.corrected'
            | 'watch.fired'
            | 'digest.finished'
          )[]
        | undefined;
    };
    Webhook: {
      readonly id: string;
      readonly target: string;
      readonly body: 'standard' | 'slack' | 'teams';
      readonly events: (
        | 'investigation.finished'
        | 'investigation.corrected'
        | 'watch.fired'
        | 'digest.finished'
      )[];
      readonly createdAt: string;
      readonly disabledAt: string | null;
    };
    WebhookDelivery: {
      readonly id: string;
      readonly event:
        | 'investigation.finished'
        | 'investigation.corrected'
        | 'watch.fired'
        | 'digest.finished'
        | 'webhook.test';
      readonly subject: string;
      readonly at: string;
      readonly state: 'pending' | 'taken' | 'given_up' | 'gone' | 'refused' | 'withheld';
      readonly endedAt: string | null;
      readonly attempts: {
        readonly at: string;
        readonly status: number | null;
        readonly problem: string | null;
        readonly tookMs: number | null;
      }[];
    };
    Response: {
      readonly id: string;
      readonly object: 'response';
      readonly created_at: number;
      readonly status:
        | 'queued'
        | 'in_progress'
        | 'completed'
        | 'failed'
        | 'incomplete'
        | 'cancelled';
      readonly background: boolean;
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly metadata: { readonly [name: string]: string };
      readonly model: string;
      readonly output: {
        readonly type: string;
        readonly id: string;
        readonly [name: string]: unknown;
      }[];
      readonly previous_response_id: string | null;
      readonly custom_outputs: { readonly [name: string]: unknown };
      readonly [name: string]: unknown;
    };
    ResponsesError: {
      readonly error: {
        readonly message: string;
        readonly type: string;
        readonly param: string | null;
        readonly code: string | null;
      };
    };
    NewResponse: {
      readonly input: string | components['schemas']['ResponseInputItem'][];
      readonly model?:
        | 'health-monitor'
        | 'health-monitor-deep'
        | 'health-monitor-cost'
        | 'health-monitor-security'
        | 'health-monitor-performance'
        | 'health-monitor-reliability'
        | 'health-monitor-quality'
        | 'health-monitor-unified'
        | null
        | undefined;
      readonly stream?: boolean | null | undefined;
      readonly background?: boolean | null | undefined;
      readonly instructions?: string | null | undefined;
      readonly metadata?: { readonly [name: string]: string } | null | undefined;
      readonly previous_response_id?: string | null | undefined;
      readonly conversation?: string | { readonly id: string } | null | undefined;
      readonly text?:
        | {
            readonly format?:
              | { readonly type: 'text'; readonly [name: string]: unknown }
              | undefined;
            readonly [name: string]: unknown;
          }
        | null
        | undefined;
      readonly tools?: unknown;
      readonly prompt?: unknown;
      readonly image?: unknown;
      readonly access_programs?: unknown;
      readonly context_management?: unknown;
      readonly include?: unknown;
      readonly max_output_tokens?: unknown;
      readonly max_tool_calls?: unknown;
      readonly moderation?: unknown;
      readonly parallel_tool_calls?: unknown;
      readonly prompt_cache_key?: unknown;
      readonly prompt_cache_options?: unknown;
      readonly prompt_cache_retention?: unknown;
      readonly reasoning?: unknown;
      readonly safety_identifier?: unknown;
      readonly service_tier?: unknown;
      readonly store?: unknown;
      readonly stream_options?: unknown;
      readonly temperature?: unknown;
      readonly tool_choice?: unknown;
      readonly top_logprobs?: unknown;
      readonly top_p?: unknown;
      readonly truncation?: unknown;
      readonly user?: unknown;
    };
    ResponseInputItem: {
      readonly type?: string | undefined;
      readonly role?: string | undefined;
      readonly id?: string | null | undefined;
      readonly [name: string]: unknown;
    };
    Model: {
      readonly id: string;
      readonly object: 'model';
      readonly created: number;
      readonly owned_by: string;
    };
    JsonRpcMessage: {
      readonly jsonrpc: '2.0';
      readonly id?: string | number | null | undefined;
      readonly [name: string]: unknown;
    };
    ServingError: { readonly error_code: string; readonly message: string };
    NewInvocation: {
      readonly input: string | components['schemas']['ResponseInputItem'][];
      readonly stream?: boolean | null | undefined;
      readonly background?: boolean | null | undefined;
      readonly model?: string | null | undefined;
      readonly custom_inputs?:
        | {
            readonly thread_id?: string | null | undefined;
            readonly session_id?: string | null | undefined;
            readonly [name: string]: unknown;
          }
        | null
        | undefined;
      readonly context?:
        | { readonly conversation_id?: string | null | undefined; readonly [name: string]: unknown }
        | null
        | undefined;
      readonly tools?: unknown[] | null | undefined;
      readonly [name: string]: unknown;
    };
    InvocationState: {
      readonly id: string;
      readonly status: 'queued' | 'active' | 'completed' | 'failed';
      readonly session_id: string;
      readonly status_url: string;
      readonly events_url: string;
      readonly output?:
        | { readonly output: string; readonly custom_outputs: { readonly [name: string]: unknown } }
        | undefined;
      readonly error?: string | undefined;
    };
    AgentServerError: { readonly detail: string };
    AgentInvocation: {
      readonly id: string;
      readonly input?: unknown;
      readonly background?: boolean | undefined;
      readonly stream?: boolean | undefined;
      readonly session_id?: string | undefined;
    };
    RouteRequest: { readonly question: string; readonly sessionId?: string | undefined };
    Memory: {
      readonly preferences: components['schemas']['Preference'][];
      readonly insights: components['schemas']['Insight'][];
      readonly frequentQuestions: components['schemas']['FrequentQuestion'][];
      readonly known: {
        readonly key:
          | 'role'
          | 'preferredWorkspace'
          | 'preferredWarehouse'
          | 'preferredCluster'
          | 'costThresholdUsd'
          | 'latencyThresholdSeconds'
          | 'slaThresholdPercent'
          | 'freshnessThresholdHours'
          | 'criticalJobs'
          | 'criticalTables'
          | 'complianceFramework'
          | 'timeZone';
        readonly unit: string | null;
        readonly says: string;
        readonly kind: 'choice' | 'name' | 'names' | 'timeZone' | 'number';
        readonly choices: string[] | null;
      }[];
    };
    Preference: {
      readonly key:
        | 'role'
        | 'preferredWorkspace'
        | 'preferredWarehouse'
        | 'preferredCluster'
        | 'costThresholdUsd'
        | 'latencyThresholdSeconds'
        | 'slaThresholdPercent'
        | 'freshnessThresholdHours'
        | 'criticalJobs'
        | 'criticalTables'
        | 'complianceFramework'
        | 'timeZone';
      readonly value: string | number | string[];
      readonly unit: string | null;
      readonly source: {
        readonly investigationId: string | null;
        readonly said: string | null;
        readonly at: string;
      };
    };
    Insight: {
      readonly id: string;
      readonly investigationId: string;
      readonly domain: 'cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified';
      readonly text: string;
      readonly evidenceIds: string[];
      readonly at: string;
    };
    FrequentQuestion: {
      readonly question: string;
      readonly domains: (
        | 'cost'
        | 'security'
        | 'performance'
        | 'reliability'
        | 'quality'
        | 'unified'
      )[];
      readonly count: number;
      readonly investigationId: string;
      readonly at: string;
    };
    MemoryInput: { readonly preferences: { readonly [name: string]: unknown } };
    MemoryExport: {
      readonly exportedAt: string;
      readonly preferences: components['schemas']['Preference'][];
      readonly insights: components['schemas']['Insight'][];
      readonly frequentQuestions: components['schemas']['FrequentQuestion'][];
      readonly sessions: components['schemas']['Session'][];
      readonly messages: {
        readonly role: 'user' | 'assistant';
        readonly content: string;
        readonly domains: (
          | 'cost'
          | 'security'
          | 'performance'
          | 'reliability'
          | 'quality'
          | 'unified'
        )[];
        readonly investigationId: string;
        readonly at: string;
        readonly expiresAt: string;
        readonly sessionId: string;
      }[];
      readonly summaries: {
        readonly text: string;
        readonly domains: (
          | 'cost'
          | 'security'
          | 'performance'
          | 'reliability'
          | 'quality'
          | 'unified'
        )[];
        readonly investigationId: string;
        readonly upTo: string;
        readonly expiresAt: string;
        readonly sessionId: string;
      }[];
      readonly investigations: {
        readonly id: string;
        readonly sessionId: string;
        readonly question: string;
        readonly status: 'queued' | 'running' | 'completed' | 'partial' | 'failed' | 'cancelled';
        readonly createdAt: string;
        readonly answer: string | null;
      }[];
    };
    Session: {
      readonly id: string;
      readonly createdAt: string;
      readonly lastUsedAt: string;
      readonly question: string | null;
      readonly investigations: number;
      readonly contextUntil: string | null;
    };
    PreferenceInput: {
      readonly value: string | number | string[];
      readonly unit?: string | null | undefined;
    };
    Agent: {
      readonly domain: 'cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified';
      readonly asks: string;
      readonly examples: string[];
      readonly suggestions: string[];
      readonly available: boolean;
      readonly why: string | null;
    };
    Tool: {
      readonly tool: string;
      readonly describes: string;
      readonly effect: 'read' | 'write';
      readonly timeoutSeconds: number;
      readonly available: boolean;
      readonly why: string | null;
    };
    Diagnosis: {
      readonly ok: boolean;
      readonly target: string | null;
      readonly checks: {
        readonly id: string;
        readonly title: string;
        readonly status: 'ok' | 'warn' | 'fail' | 'skipped';
        readonly detail: string;
        readonly hint: string | null;
        readonly tookMs: number;
      }[];
    };
    EvaluationSchedule: {
      readonly cron: string;
      readonly timeZone: string;
      readonly suite: string;
      readonly paused: boolean;
      readonly note: string | null;
      readonly nextAt: string[];
      readonly recent: { readonly at: string; readonly workflowId: string }[];
    };
    EvaluationScheduleChange: {
      readonly cron?: string | undefined;
      readonly timeZone?: string | undefined;
      readonly suite?: 'probe' | 'plain' | 'answers' | 'causes' | 'feedback' | 'all' | undefined;
    };
    Backfill: { readonly from: string; readonly to: string };
    AcceptedCase: {
      readonly question?: string | undefined;
      readonly domains?:
        | ('cost' | 'security' | 'performance' | 'reliability' | 'quality' | 'unified')[]
        | undefined;
    };
    Evaluation: {
      readonly id: string;
      readonly workflowId: string;
      readonly suite: string;
      readonly repeats: number;
      readonly trigger: 'person' | 'schedule';
      readonly status: 'running' | 'completed' | 'cancelled' | 'failed';
      readonly cases: number;
      readonly judged: number;
      readonly asOf: string;
      readonly startedAt: string;
      readonly finishedAt: string | null;
      readonly gate: {
        readonly verdict: 'passed' | 'failed' | 'notEnoughData';
        readonly bars: {
          readonly scorer: string;
          readonly domain:
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified'
            | null;
          readonly bar: number;
          readonly minimum: number;
          readonly passed: number;
          readonly judged: number;
          readonly errors: number;
          readonly notRun: number;
          readonly share: number | null;
          readonly low: number;
          readonly high: number;
          readonly verdict: 'passed' | 'failed' | 'notEnoughData';
        }[];
      } | null;
      readonly detail: string | null;
    };
    NewEvaluation: {
      readonly suite?: 'probe' | 'plain' | 'answers' | 'causes' | 'feedback' | 'all' | undefined;
      readonly questionIds?: string[] | undefined;
      readonly repeats?: number | undefined;
    };
    EvaluationWithCases: components['schemas']['Evaluation'] & {
      readonly results: {
        readonly position: number;
        readonly caseId: string;
        readonly repeat: number;
        readonly question: string;
        readonly domains: (
          | 'cost'
          | 'security'
          | 'performance'
          | 'reliability'
          | 'quality'
          | 'unified'
        )[];
        readonly investigationId?: string | null | undefined;
        readonly scores: {
          readonly scorer: string;
          readonly verdict: 'pass' | 'fail' | 'skipped' | 'error' | 'notRun';
          readonly reason: string;
          readonly evidence: string[];
          readonly stoppedBy: string | null;
        }[];
        readonly figures: {
          readonly status: string;
          readonly asked: (
            | 'cost'
            | 'security'
            | 'performance'
            | 'reliability'
            | 'quality'
            | 'unified'
          )[];
          readonly certified: string[];
          readonly firstLine: string;
          readonly numbers: string[];
          readonly tookMs: number;
          readonly genieQuestions: number;
          readonly geniePolls: number;
          readonly tokens: number;
        } | null;
        readonly judgedAt: string | null;
      }[];
    };
  };
};
