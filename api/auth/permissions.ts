import type { Permission } from '../../domain/caller.ts';

/**
 * What each route needs, by method and path as the OpenAPI document has them; `public` needs no credential.
 * A route that is not here is refused to everybody.
 *
 * What others asked and what proposes cases stands in evaluations, so reading them needs `operate`. A key that
 * is only for reading changes nothing, not even what is its own.
 */
export const routePermissions: Readonly<Record<string, Permission | 'public'>> = {
  'GET /v1/sign-in': 'public',
  'POST /v1/sign-in': 'public',
  'DELETE /v1/sign-in': 'public',
  'GET /v1/sign-in/oidc': 'public',
  'GET /v1/sign-in/oidc/callback': 'public',
  'GET /v1/investigations': 'read',
  'POST /v1/investigations': 'ask',
  'GET /v1/investigations/{id}': 'read',
  'PATCH /v1/investigations/{id}': 'ask',
  'GET /v1/investigations/{id}/events': 'read',
  'GET /v1/investigations/{id}/evidence': 'read',
  'GET /v1/investigations/{id}/evidence/{evidenceId}': 'read',
  'GET /v1/investigations/{id}/sources': 'read',
  'GET /v1/investigations/{id}/proof': 'read',
  'POST /v1/investigations/{id}/cancel': 'ask',
  'POST /v1/investigations/{id}/steer': 'ask',
  'POST /v1/investigations/{id}/feedback': 'ask',
  'POST /v1/route': 'ask',
  'GET /v1/memory': 'read',
  'PUT /v1/memory': 'ask',
  'DELETE /v1/memory': 'ask',
  'GET /v1/memory/export': 'read',
  'PUT /v1/memory/preferences/{key}': 'ask',
  'DELETE /v1/memory/preferences/{key}': 'ask',
  'DELETE /v1/memory/insights/{id}': 'ask',
  'GET /v1/sessions': 'read',
  'GET /v1/sessions/{id}': 'read',
  'DELETE /v1/sessions/{id}': 'ask',
  'GET /v1/agents': 'read',
  'GET /v1/tools': 'read',
  'POST /v1/diagnosis': 'operate',
  'POST /v1/evaluations': 'operate',
  'GET /v1/evaluations': 'operate',
  'GET /v1/evaluations/{id}': 'operate',
  'POST /v1/evaluations/{id}/cancel': 'operate',
  'GET /v1/evaluations/cases': 'operate',
  'POST /v1/evaluations/cases/{id}/accept': 'operate',
  'POST /v1/evaluations/cases/{id}/reject': 'operate',
  'GET /v1/evaluations/schedule': 'operate',
  'PUT /v1/evaluations/schedule': 'operate',
  'POST /v1/evaluations/schedule/pause': 'operate',
  'POST /v1/evaluations/schedule/resume': 'operate',
  'POST /v1/evaluations/schedule/trigger': 'operate',
  'POST /v1/evaluations/schedule/backfill': 'operate',
};
