import type { JSX } from 'preact';
import { useRoute } from 'preact-iso';
import { gateNames } from '../evaluations/gate-names.ts';
import { failingCases } from '../evaluations/newly-failing.ts';
import type { FailingCase } from '../evaluations/newly-failing.ts';
import { countText, percentText } from '../format.ts';
import { createLoader } from '../load.ts';
import type { EvaluationDetail, EvaluationPage } from '../resources.ts';
import { Reconnecting, States, useKept, useTitle } from '../screen.tsx';
import { read } from '../service.ts';
import { Time } from '../time.tsx';
import { domainName, inWords } from '../words.ts';

type Night = { readonly evaluation: EvaluationDetail; readonly before: EvaluationDetail | null };

/** One evaluation: its bars, and what fails that did not fail the night before. */
export function EvaluationScreen(): JSX.Element {
  const id = useRoute().params['id'] ?? '';
  useTitle('Evaluation');
  const night = useKept(() => createLoader((signal) => readNight(id, signal)), id);
  return (
    <>
      <Reconnecting isCut={night.isAway.value} />
      <States loaded={night.state.value} what="the evaluation">
        {(value) => <Found {...value} />}
      </States>
    </>
  );
}

/** With the last one of the same suite that has ended before it. */
async function readNight(id: string, signal: AbortSignal): Promise<Night> {
  const path = (one: string) => `/v1/evaluations/${encodeURIComponent(one)}` as const;
  const evaluation = await read<EvaluationDetail>(path(id), { signal });
  const { evaluations } = await read<EvaluationPage>(`/v1/evaluations?limit=20&cursor=${id}`, {
    signal,
  });
  const previous = evaluations.find(
    ({ suite, gate }) => suite === evaluation.suite && gate !== null,
  );
  const before =
    previous === undefined ? null : await read<EvaluationDetail>(path(previous.id), { signal });
  return { evaluation, before };
}

function Found({ evaluation, before }: Night): JSX.Element {
  const { suite, startedAt, status, gate, judged, cases, detail, results } = evaluation;
  const failing = failingCases(results, before?.results ?? null);
  return (
    <>
      <h1>
        Evaluation of {suite}, <Time at={startedAt} />
      </h1>
      <p class="line">
        <span class="badge">{gate === null ? status : gateNames[gate.verdict]}</span>
        <span>
          {judged} of {countText(cases, 'question')} judged
        </span>
        {before !== null && (
          <a href={`/evaluations/${before.id}`}>
            compared with <Time at={before.startedAt} />
          </a>
        )}
      </p>
      {detail !== null && <p class="detail">{detail}</p>}
      {gate !== null && <Bars gate={gate} before={before?.gate ?? null} />}
      <h2>
        {failing.length === 0
          ? 'No question fails'
          : `${countText(failing.length, 'question')} failing`}
      </h2>
      <ul class="failing">
        {failing.map((one) => (
          <Failing key={`${one.row.caseId} ${one.row.repeat}`} one={one} />
        ))}
      </ul>
    </>
  );
}

type Gate = NonNullable<EvaluationDetail['gate']>;

function Bars({
  gate,
  before,
}: {
  readonly gate: Gate;
  readonly before: Gate | null;
}): JSX.Element {
  const shareBefore = (bar: Gate['bars'][number]): number | null =>
    before?.bars.find(({ scorer, domain }) => scorer === bar.scorer && domain === bar.domain)
      ?.share ?? null;
  const text = (share: number | null): string => (share === null ? '–' : percentText(share));
  return (
    <div class="rows plain-rows" tabIndex={0} role="region" aria-label="Bars">
      <table>
        <thead>
          <tr>
            <th scope="col">Scorer</th>
            <th scope="col">Domain</th>
            <th scope="col" class="number">
              Reached
            </th>
            <th scope="col" class="number">
              Before
            </th>
            <th scope="col" class="number">
              Bar
            </th>
            <th scope="col" class="number">
              Judged
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {gate.bars.map((bar) => (
            <tr key={`${bar.scorer} ${bar.domain}`} class={bar.verdict}>
              <td>{bar.scorer}</td>
              <td>{bar.domain === null ? 'all' : domainName(bar.domain)}</td>
              <td
                class="number"
                title={`95 %: ${percentText(bar.low)} to ${percentText(bar.high)}`}
              >
                {text(bar.share)}
              </td>
              <td class="number">{text(shareBefore(bar))}</td>
              <td class="number">{percentText(bar.bar)}</td>
              <td class="number">{bar.judged}</td>
              <td>{gateNames[bar.verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Failing({ one }: { readonly one: FailingCase }): JSX.Element {
  const { row, failed, isNew } = one;
  return (
    <li>
      {isNew && <span class="badge failed">new</span>}{' '}
      {row.investigationId === null ? (
        row.question
      ) : (
        <a href={`/i/${row.investigationId}`}>{row.question}</a>
      )}
      <ul>
        {failed.map(({ scorer, reason }) => (
          <li key={scorer}>
            <strong>{inWords(scorer)}</strong>: {reason}
          </li>
        ))}
      </ul>
    </li>
  );
}
