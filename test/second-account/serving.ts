import { type Row, stamp, t } from './tell.ts';
import { dana, lab, prod } from './workspaces.ts';

export type ServedRequest = {
  readonly workspace: string;
  readonly endpoint: string;
  readonly at: number;
  readonly status: number;
  /** Tokens are counted of requests that were served. */
  readonly input: number | null;
  readonly output: number | null;
};
const request = (
  workspace: string,
  at: string,
  status: number,
  input: number | null = null,
  output: number | null = null,
): ServedRequest => ({
  workspace,
  endpoint: 'chat',
  at: t(at),
  status,
  input,
  output,
});

/** Endpoints of two workspaces have one name. */
export const requests: readonly ServedRequest[] = [
  request(prod, '11-04 00:00', 200, 1, 1),
  request(prod, '11-12 14:00', 200, 100, 20),
  request(prod, '11-12 14:10', 200, 200, 40),
  request(prod, '11-12 14:20', 429),
  request(prod, '11-13 14:20', 500, 10),
  request(prod, '11-13 14:30', 400),
  request(lab, '11-12 14:00', 200, 7, 3),
  request(lab, '11-18 08:59', 429),
];

const entity = (workspace: string) => `se-${workspace[0] ?? ''}`;

/** https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints, "Track usage" */
export const requestRows: readonly Row[] = requests.map((one, index) => ({
  account_id: 'account',
  workspace_id: one.workspace,
  databricks_request_id: `r-${index}`,
  requester: dana,
  status_code: one.status,
  request_time: stamp(one.at),
  input_token_count: one.input,
  output_token_count: one.output,
  request_streaming: false,
  served_entity_id: entity(one.workspace),
}));
/** Described anew at each change. */
export const entityRows: readonly Row[] = [prod, lab].flatMap((workspace) =>
  ['10-01', '11-10'].map((day, index) => ({
    served_entity_id: entity(workspace),
    account_id: 'account',
    workspace_id: workspace,
    created_by: dana,
    endpoint_name: 'chat',
    endpoint_id: `e-${workspace[0] ?? ''}`,
    served_entity_name: 'llama',
    entity_type: 'FOUNDATION_MODEL',
    endpoint_config_version: index + 1,
    task: 'llm/v1/chat',
    change_time: stamp(t(day)),
  })),
);
