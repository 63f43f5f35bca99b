import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { AnswerView } from '../investigation/answer-view.tsx';
import { CauseView } from '../investigation/cause-view.tsx';
import { CitationCard } from '../investigation/citation-card.tsx';
import { CorrectionView } from '../investigation/correction.tsx';
import { Facts } from '../investigation/facts.tsx';
import { Headline } from '../investigation/headline.tsx';
import { Lanes } from '../investigation/lanes.tsx';
import { Proposals } from '../investigation/proposals.tsx';
import { SourceCard } from '../investigation/source-card.tsx';
import { NeedsYou } from '../investigation/needs-you.tsx';
import { TimelineView } from '../investigation/timeline-view.tsx';
import { timelineOf } from '../investigation/timeline.ts';
import { watchInvestigation } from '../investigation/watch.ts';
import type { Watch } from '../investigation/watch.ts';
import { isOpen } from '../resources.ts';
import type { Citation, Evidence, Investigation, ToolSource } from '../resources.ts';
import { Reconnecting, States, useKept, useTitle } from '../screen.tsx';

/** One investigation, as it runs and as it ended. */
export function InvestigationScreen(): JSX.Element {
  const id = useRoute().params['id'] ?? '';
  const watch = useKept(() => watchInvestigation(id), id);
  const loaded = watch.resource.state.value;
  useTitle(loaded.kind === 'ready' ? loaded.value.question : '');
  return (
    <>
      <Reconnecting isCut={watch.isCut.value} />
      <States loaded={loaded} what="the investigation">
        {(investigation) => <Found key={id} investigation={investigation} watch={watch} />}
      </States>
    </>
  );
}

/** What was clicked: a citation of a cell, or one of what a tool found. */
type Chosen = { readonly button: HTMLElement } & (
  | { readonly citation: Citation; readonly source: null }
  | { readonly citation: null; readonly source: ToolSource }
);

type Props = { readonly investigation: Investigation; readonly watch: Watch };

function Found({ investigation, watch }: Props): JSX.Element {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { answer, deep, explanation, status } = investigation;
  const tables = watch.tables.value;
  const citations = answer?.citations ?? deep?.partial?.citations ?? explanation?.citations ?? [];
  const cite = (marker: string, button: HTMLElement): void => {
    const citation = citations.find((one) => one.marker === marker);
    const source = answer?.sources?.find((one) => one.marker === marker);
    if (citation !== undefined) setChosen({ citation, source: null, button });
    else if (source !== undefined) setChosen({ citation: null, source, button });
  };
  const lit: Citation | null = chosen?.citation ?? null;
  return (
    <article class="investigation">
      <Headline investigation={investigation} tables={tables} onChange={watch.resource.reload} />
      <NeedsYou investigation={investigation} onChange={watch.resource.reload} />
      <CorrectionView investigation={investigation} onChange={watch.resource.reload} />
      <AnswerView investigation={investigation} written={watch.text.value} onCite={cite} />
      <Proposals investigation={investigation} onChange={watch.resource.reload} />
      <TimelineView timeline={timelineOf(watch.events.value)} isOpen={isOpen(status)} />
      <Lanes
        investigation={investigation}
        tables={tables}
        lit={lit}
        onChange={watch.resource.reload}
      />
      <CauseView
        events={watch.events.value}
        tables={tables}
        lit={lit}
        onCite={cite}
        investigation={investigation}
      />
      <Facts investigation={investigation} onCite={cite} />
      {chosen !== null && (
        <ChosenCard {...chosen} tables={tables} onClose={() => setChosen(null)} />
      )}
    </article>
  );
}

type CardProps = Chosen & { readonly tables: readonly Evidence[]; readonly onClose: () => void };

function ChosenCard({ citation, source, ...rest }: CardProps): JSX.Element {
  if (citation === null) return <SourceCard source={source} {...rest} />;
  return <CitationCard citation={citation} {...rest} />;
}
