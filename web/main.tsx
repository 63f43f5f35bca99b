import { render } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso';
import { FailureBoundary } from './failure-boundary.tsx';
import { Frame } from './frame.tsx';
import { Ask } from './screens/ask.tsx';
import { EvaluationScreen } from './screens/evaluation.tsx';
import { Evaluations } from './screens/evaluations.tsx';
import { Health } from './screens/health.tsx';
import { History } from './screens/history.tsx';
import { InvestigationScreen } from './screens/investigation.tsx';
import { Memory } from './screens/memory.tsx';
import { NotFound } from './screens/not-found.tsx';

const page = document.getElementById('page');
if (page === null) throw new Error('the page has no place for its content');
/** What reads the screen aloud begins at the new content; a field that has the focus keeps it. */
function focusContent(): void {
  const isTyping = document.activeElement?.matches('input, textarea, select') === true;
  if (!isTyping) document.getElementById('main')?.focus({ preventScroll: true });
}

render(
  <LocationProvider>
    <Frame>
      <FailureBoundary>
        <Router onRouteChange={focusContent}>
          <Route path="/" component={Ask} />
          <Route path="/i/:id" component={InvestigationScreen} />
          <Route path="/history" component={History} />
          <Route path="/memory" component={Memory} />
          <Route path="/evaluations" component={Evaluations} />
          <Route path="/evaluations/:id" component={EvaluationScreen} />
          <Route path="/health" component={Health} />
          <Route default component={NotFound} />
        </Router>
      </FailureBoundary>
    </Frame>
  </LocationProvider>,
  page,
);
