import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { CopyButton } from '../copy-button.tsx';
import { durationText } from '../format.ts';
import { createLoader } from '../load.ts';
import type { Agents, Diagnosis, Ready } from '../resources.ts';
import { Reconnecting, States, useKept, useResource, useTitle } from '../screen.tsx';
import { read, Refusal, send } from '../service.ts';
import { domainName } from '../words.ts';
import { messageOf } from '../problem.tsx';

type Checks = Ready['checks'];

/** How often the parts are asked, milliseconds. */
const everyMs = 10_000;
const partNames: Readonly<Record<keyof Checks, string>> = {
  database: 'Database',
  temporal: 'Temporal',
  workspace: 'Workspace',
};

/** Whether questions can be answered, and what to do where they cannot. */
export function Health(): JSX.Element {
  useTitle('Health');
  const ready = useKept(() => createLoader(readChecks), 'ready');
  useEffect(() => {
    const timer = setInterval(() => document.hidden || ready.reload(), everyMs);
    return () => clearInterval(timer);
  }, [ready]);
  const agents = useResource<Agents>('/v1/agents');
  return (
    <>
      <h1>Health</h1>
      <Reconnecting isCut={ready.isAway.value} />
      <States loaded={ready.state.value} what="the state of the parts">
        {(checks) => (
          <ul class="parts-list">
            {(Object.keys(partNames) as (keyof Checks)[]).map((part) => (
              <li key={part}>
                <Mark status={checks[part].ok ? 'ok' : 'fail'} /> <strong>{partNames[part]}</strong>{' '}
                {checks[part].message} <span class="note">{durationText(checks[part].tookMs)}</span>
              </li>
            ))}
          </ul>
        )}
      </States>
      <h2>Domains</h2>
      <States loaded={agents.state.value} what="the domains">
        {({ agents: list }) => (
          <ul class="parts-list">
            {list.map(({ domain, available, why }) => (
              <li key={domain}>
                <Mark status={available ? 'ok' : 'warn'} /> <strong>{domainName(domain)}</strong>{' '}
                {available ? 'can be asked' : why}
              </li>
            ))}
          </ul>
        )}
      </States>
      <Doctor />
    </>
  );
}

/** A part that is down is an answer, not a failure of the request. */
async function readChecks(signal: AbortSignal): Promise<Checks> {
  try {
    return (await read<Ready>('/readyz', { signal })).checks;
  } catch (error) {
    if (error instanceof Refusal && 'checks' in error.problem)
      return error.problem.checks as Checks;
    throw error;
  }
}

const marks = {
  ok: ['✓', 'well'],
  warn: ['!', 'look at it'],
  fail: ['✗', 'fails'],
  skipped: ['–', 'not checked'],
} as const;

function Mark({ status }: { readonly status: keyof typeof marks }): JSX.Element {
  const [sign, spoken] = marks[status];
  return (
    <span class={`mark ${status}`} role="img" aria-label={spoken}>
      {sign}
    </span>
  );
}

type Doctoring =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly diagnosis: Diagnosis }
  | { readonly kind: 'failed'; readonly message: string };

/** All checks of an installation, when they are asked for: they may start a stopped warehouse. */
function Doctor(): JSX.Element {
  const doctoring = useSignal<Doctoring>({ kind: 'idle' });
  const run = async (): Promise<void> => {
    doctoring.value = { kind: 'running' };
    try {
      doctoring.value = { kind: 'done', diagnosis: await send<Diagnosis>('/v1/diagnosis', {}) };
    } catch (error) {
      doctoring.value = { kind: 'failed', message: messageOf(error) };
    }
  };
  const state = doctoring.value;
  return (
    <section aria-label="Installation">
      <h2>Installation</h2>
      <p>
        <button type="button" disabled={state.kind === 'running'} onClick={() => void run()}>
          {state.kind === 'running' ? 'Checking …' : 'Check everything'}
        </button>{' '}
        <span class="note">
          Sign-in, spaces, warehouse, tables and grants, model. It starts a stopped warehouse.
        </span>
      </p>
      <div role="status">
        {state.kind === 'failed' && <p class="problem">{state.message}</p>}
        {state.kind === 'done' && <Found diagnosis={state.diagnosis} />}
      </div>
    </section>
  );
}

function Found({ diagnosis }: { readonly diagnosis: Diagnosis }): JSX.Element {
  return (
    <>
      <p>{diagnosis.ok ? 'Nothing fails.' : 'Something fails; each line says what to do.'}</p>
      <ul class="parts-list">
        {diagnosis.checks.map(({ id, title, status, detail, hint }) => (
          <li key={id}>
            <Mark status={status} /> <strong>{title}</strong> {detail}
            {hint !== null && status !== 'ok' && (
              <div class="hint">
                <span>{hint}</span> <CopyButton text={copyable(hint)} label="Copy" />
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The statement of a hint if it has one, as a GRANT, else all of it. */
function copyable(hint: string): string {
  return /\bGRANT\b[^;]*;?/.exec(hint)?.[0] ?? hint;
}
