import { batch, computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { LogEvent } from '../../domain/events.ts';
import { createLoader } from '../load.ts';
import type { Loader } from '../load.ts';
import type { Evidence, EvidenceList, Investigation } from '../resources.ts';
import { read } from '../service.ts';
import { followLog } from './follow-log.ts';
import type { LogFollower } from './follow-log.ts';

/** Everything that is known of one investigation, kept up to date by its log. */
export type Watch = Disposable & {
  readonly resource: Loader<Investigation>;
  readonly tables: ReadonlySignal<readonly Evidence[]>;
  /** All but those of the text. */
  readonly events: ReadonlySignal<readonly LogEvent[]>;
  /** The text of the answer as far as it is written. */
  readonly text: ReadonlySignal<string>;
  /** True while the service does not answer, or its stream is cut. */
  readonly isCut: ReadonlySignal<boolean>;
};

/**
 * Watches an investigation: its log tells when something is new, the service tells what.
 *
 * Effect: a stream and reads, until disposed.
 */
export function watchInvestigation(id: string): Watch {
  const path = `/v1/investigations/${encodeURIComponent(id)}` as const;
  const resource = createLoader((aborted) => read<Investigation>(path, { signal: aborted }));
  const evidence = createLoader((aborted) =>
    read<EvidenceList>(`${path}/evidence`, { signal: aborted }),
  );
  const events = signal<readonly LogEvent[]>([]);
  const text = signal('');
  let written = '';
  let frame = 0;
  const showText = (): void => {
    frame = 0;
    text.value = written;
  };
  const onEvent = (event: LogEvent): void => {
    if (event.type === 'answer.delta') written += event.text;
    if (event.type === 'answer.started' || event.type === 'answer.reset') written = '';
    if (frame === 0) frame = requestAnimationFrame(showText);
    if (event.type === 'answer.delta') return;
    batch(() => {
      events.value = [...events.value, event];
    });
    resource.reload();
    if (event.type === 'evidence.added' || event.type === 'finished') evidence.reload();
  };
  const log = signal<LogFollower | null>(null);
  // What is not there has no log.
  const endStart = effect(() => {
    if (resource.state.value.kind === 'ready') log.value ??= followLog(id, onEvent);
  });
  const { state } = evidence;
  return {
    resource,
    tables: computed(() => (state.value.kind === 'ready' ? state.value.value.evidence : [])),
    events,
    text,
    isCut: computed(() => resource.isAway.value || log.value?.connection.value === 'lost'),
    [Symbol.dispose]: () => {
      cancelAnimationFrame(frame);
      endStart();
      log.value?.[Symbol.dispose]();
      resource[Symbol.dispose]();
      evidence[Symbol.dispose]();
    },
  };
}
