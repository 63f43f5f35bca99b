import { z } from 'zod';
import { quartzProblem } from '../../../language/quartz.ts';
import { validationError, WireError } from '../wire.ts';

const text = z.string().min(1);
const state = z.enum(['OK', 'TRIGGERED', 'UNKNOWN', 'ERROR']);

const Column = z.object({
  name: text,
  display: z.string().optional(),
  aggregation: z
    .enum(['SUM', 'COUNT', 'COUNT_DISTINCT', 'AVG', 'MEDIAN', 'MIN', 'MAX', 'STDDEV'])
    .optional(),
});

/** Databricks takes exactly one of several fields. */
const oneOf = (value: object): boolean =>
  Object.values(value).filter((field) => field !== undefined).length === 1;

const Value = z
  .object({
    double_value: z.number().optional(),
    string_value: z.string().optional(),
    bool_value: z.boolean().optional(),
  })
  .refine(oneOf, 'expected one of double_value, string_value and bool_value');

const Evaluation = z
  .object({
    source: Column,
    comparison_operator: z.enum([
      'LESS_THAN',
      'GREATER_THAN',
      'EQUAL',
      'NOT_EQUAL',
      'GREATER_THAN_OR_EQUAL',
      'LESS_THAN_OR_EQUAL',
      'IS_NULL',
      'IS_NOT_NULL',
    ]),
    threshold: z
      .object({ column: Column.optional(), value: Value.optional() })
      .refine(oneOf, 'expected either column or value')
      .optional(),
    empty_result_state: state.optional(),
    notification: z
      .object({
        notify_on_ok: z.boolean().optional(),
        retrigger_seconds: z.number().int().min(0).optional(),
        subscriptions: z
          .array(
            z
              .object({ user_email: text.optional(), destination_id: text.optional() })
              .refine(oneOf, 'expected either user_email or destination_id'),
          )
          .optional(),
      })
      .optional(),
  })
  .refine(
    ({ comparison_operator, threshold }) =>
      comparison_operator.endsWith('_NULL') || threshold !== undefined,
    { path: ['threshold'], message: 'is required with this comparison_operator' },
  );

const Schedule = z
  .object({
    quartz_cron_schedule: text,
    timezone_id: text,
    pause_status: z.enum(['PAUSED', 'UNPAUSED']).default('UNPAUSED'),
  })
  .superRefine(({ quartz_cron_schedule, timezone_id }, context) => {
    const problem = quartzProblem({ expression: quartz_cron_schedule, timeZone: timezone_id });
    if (problem !== null)
      context.addIssue({ code: 'custom', path: ['quartz_cron_schedule'], message: problem });
  });

const RunAs = z
  .object({ user_name: text.optional(), service_principal_name: text.optional() })
  .refine(oneOf, 'expected either user_name or service_principal_name');

const Settings = z.object({
  display_name: text,
  query_text: text,
  warehouse_id: text,
  parent_path: text.optional(),
  custom_summary: z.string().optional(),
  custom_description: z.string().optional(),
  run_as: RunAs.optional(),
  evaluation: Evaluation,
  schedule: Schedule,
});

/** What a request may set of an alert. */
export type AlertSettings = z.infer<typeof Settings>;
export type AlertEvaluation = AlertSettings['evaluation'];
export type AlertState = z.infer<typeof state>;

/**
 * The settings in a body.
 *
 * @throws {WireError} 400 naming each field that is wrong.
 */
export function readSettings(body: unknown): AlertSettings {
  const read = Settings.safeParse(body);
  if (!read.success) throw validationError(read.error);
  return read.data;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of `target` in which the field of a path is that of `source`; absent there, it is removed. */
function withField(target: unknown, source: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return source;
  const before = isObject(target) ? target : {};
  const next = withField(before[name], isObject(source) ? source[name] : undefined, rest);
  return { ...before, [name]: next };
}

const changeable = new Set(Object.keys(Settings.shape).filter((name) => name !== 'parent_path'));

/**
 * The settings after a change. Only the fields of the mask are taken from the body.
 *
 * @param mask Paths with dots, separated by commas; `*` stands for all.
 * @throws {WireError} 400 without a mask, for a field that cannot be changed, or for a wrong value.
 */
export function changedSettings(
  before: AlertSettings,
  body: Readonly<Record<string, unknown>>,
  mask: string | undefined,
): AlertSettings {
  if (mask === undefined || mask === '') throw new WireError(400, 'update_mask is required');
  const paths = mask === '*' ? [...changeable] : mask.split(',');
  const unknown = paths.find((path) => !changeable.has(path.split('.')[0] ?? ''));
  if (unknown !== undefined)
    throw new WireError(400, `update_mask: ${unknown} is not a field that can be changed`);
  return readSettings(
    paths.reduce<unknown>((settings, path) => withField(settings, body, path.split('.')), before),
  );
}
