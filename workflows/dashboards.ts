import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DashboardSteps } from '../domain/dashboards.ts';

/** The next run of the schedule tries again. */
const { refreshDashboards } = proxyActivities<DashboardSteps>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '10 s', maximumInterval: '1 minute', maximumAttempts: 3 },
});

/** Lists the dashboards of the workspace anew. */
export async function dashboardRefresh(): Promise<void> {
  setCurrentDetails(`${await refreshDashboards()} dashboards`);
}
