/** What a worker uses: resident memory in megabytes, and the share of one core. */
type Used = { readonly rssMb: number; readonly cpuShare: number };

/** A worker without and with deep investigations that wait. */
export type Sleeping = { readonly sleepers: number; readonly idle: Used; readonly asleep: Used };

const mostMb = 1;
/** Of one core, beyond what an idle worker takes to poll. */
const mostCpuShare = 0.01;

const mbEach = ({ sleepers, idle, asleep }: Sleeping): number =>
  (asleep.rssMb - idle.rssMb) / sleepers;
const cpuOf = ({ idle, asleep }: Sleeping): number => asleep.cpuShare - idle.cpuShare;

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** Whether those that wait take little enough. Pure. */
export const isLight = (sleeping: Sleeping): boolean =>
  mbEach(sleeping) <= mostMb && cpuOf(sleeping) < mostCpuShare;

/** Lines about what those that wait take. Pure. */
export function sleepingLines(sleeping: Sleeping): readonly string[] {
  const { sleepers, idle, asleep } = sleeping;
  return [
    `idle worker: ${idle.rssMb.toFixed(1)} MB, ${percent(idle.cpuShare)} of a core`,
    `with ${sleepers} that wait: ${asleep.rssMb.toFixed(1)} MB, ${percent(asleep.cpuShare)} of a core`,
    `${isLight(sleeping) ? 'ok  ' : 'FAIL'} each takes ${mbEach(sleeping).toFixed(2)} MB (bar ${mostMb}); all together ${percent(cpuOf(sleeping))} of a core more (bar ${percent(mostCpuShare)})`,
  ];
}
