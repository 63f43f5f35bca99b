import type { JSX } from 'preact';
import { percentText } from '../format.ts';
import type { Evaluation, EvaluationPage, Schedule } from '../resources.ts';
import { Reconnecting, States, useResource, useTitle } from '../screen.tsx';
import { Time } from '../time.tsx';
import { ProposedCases } from '../evaluations/proposed-cases.tsx';
import { trendsOf } from '../evaluations/trends.ts';
import { TrendLine } from '../evaluations/trend-line.tsx';
import { gateNames } from '../evaluations/gate-names.ts';

/** How well it answers, night by night. */
export function Evaluations(): JSX.Element {
  useTitle('Evaluations');
  const page = useResource<EvaluationPage>('/v1/evaluations?limit=60');
  return (
    <>
      <h1>Evaluations</h1>
      <ScheduleLine />
      <Reconnecting isCut={page.isAway.value} />
      <States loaded={page.state.value} what="the evaluations">
        {({ evaluations }) =>
          evaluations.length === 0 ? (
            <p class="empty">
              No evaluation has run yet. One starts every night, or now with{' '}
              <code>npm run eval</code>.
            </p>
          ) : (
            <>
              <Trends evaluations={evaluations} />
              <Nights evaluations={evaluations} />
            </>
          )
        }
      </States>
      <ProposedCases />
    </>
  );
}

function ScheduleLine(): JSX.Element | null {
  const { state } = useResource<Schedule>('/v1/evaluations/schedule');
  const loaded = state.value;
  if (loaded.kind === 'refused') return <p class="note">{loaded.refusal.problem.detail}</p>;
  if (loaded.kind === 'loading') return null;
  const { suite, paused, nextAt, note } = loaded.value;
  const [next] = nextAt;
  return (
    <p class="note">
      {paused ? `Paused${note ? `: ${note}` : ''}.` : `Suite ${suite}. `}
      {!paused && next !== undefined && (
        <>
          Next one <Time at={next} />.
        </>
      )}
    </p>
  );
}

function Trends({ evaluations }: { readonly evaluations: readonly Evaluation[] }): JSX.Element {
  return (
    <section class="trends" aria-label="Trend of each scorer">
      {trendsOf(evaluations).map((trend) => (
        <TrendLine key={trend.name} trend={trend} />
      ))}
    </section>
  );
}

function Nights({ evaluations }: { readonly evaluations: readonly Evaluation[] }): JSX.Element {
  return (
    <div class="rows plain-rows" tabIndex={0} role="region" aria-label="Evaluations, newest first">
      <table>
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Suite</th>
            <th scope="col">Verdict</th>
            <th scope="col" class="number">
              Questions
            </th>
            <th scope="col">Bars that were missed</th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map(({ id, startedAt, suite, status, gate, judged, cases, detail }) => (
            <tr key={id}>
              <td>
                <a href={`/evaluations/${id}`}>
                  <Time at={startedAt} />
                </a>
              </td>
              <td>{suite}</td>
              <td>{gate === null ? status : gateNames[gate.verdict]}</td>
              <td class="number">
                {judged} of {cases}
              </td>
              <td>{missed(gate) || (detail ?? '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function missed(gate: Evaluation['gate']): string {
  return (gate?.bars ?? [])
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ scorer, domain, share, bar }) => {
      const of = domain === null ? scorer : `${scorer} (${domain})`;
      return `${of} ${share === null ? 'not run' : percentText(share)}, bar ${percentText(bar)}`;
    })
    .join('; ');
}
