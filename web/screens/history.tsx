import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import type { Agents, InvestigationPage, Summary } from '../resources.ts';
import { Reconnecting, States, useResource, useTitle } from '../screen.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { Time } from '../time.tsx';
import { domainName, statusNames } from '../words.ts';

const filters = ['q', 'status', 'domain', 'cursor'] as const;
type Filter = Readonly<Partial<Record<(typeof filters)[number], string>>>;

/** Investigations, newest first, those of a conversation together. */
export function History(): JSX.Element {
  useTitle('History');
  const { query, route } = useLocation();
  const filter: Filter = query;
  const page = useResource<InvestigationPage>(
    `/v1/investigations?limit=50${queryText(filter, '&')}`,
  );
  const set = (change: Filter): void => {
    route(`/history${queryText({ ...filter, cursor: '', ...change }, '?')}`);
  };
  return (
    <>
      <h1>History</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          aria-label="Words of the question"
          placeholder="Words of the question"
          value={filter.q ?? ''}
          onChange={(event) => set({ q: event.currentTarget.value })}
        />
        <Choice
          label="Status"
          names={statusNames}
          value={filter.status}
          onChoose={(status) => set({ status })}
        />
        <DomainChoice value={filter.domain} onChoose={(domain) => set({ domain })} />
      </form>
      <Reconnecting isCut={page.isAway.value} />
      <States loaded={page.state.value} what="the history">
        {({ investigations, nextCursor }) => (
          <>
            {investigations.length === 0 && (
              <p class="empty">
                {queryText(filter, '?') === '' ? 'Nothing was asked yet. ' : 'Nothing was found. '}
                <a href="/">Ask a question</a>
              </p>
            )}
            {conversations(investigations).map((ones) => (
              <Conversation key={ones[0]?.id ?? ''} investigations={ones} />
            ))}
            {nextCursor !== null && (
              <p>
                <a href={`/history${queryText({ ...filter, cursor: nextCursor }, '?')}`}>Older</a>
              </p>
            )}
          </>
        )}
      </States>
    </>
  );
}

function queryText(filter: Filter, lead: '?' | '&'): string {
  const set = filters.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []));
  return set.length === 0 ? '' : `${lead}${new URLSearchParams(set)}`;
}

function DomainChoice(props: Pick<ChoiceProps, 'value' | 'onChoose'>): JSX.Element {
  const { state } = useResource<Agents>('/v1/agents');
  const agents = state.value.kind === 'ready' ? state.value.value.agents : [];
  const names = Object.fromEntries(agents.map(({ domain }) => [domain, domainName(domain)]));
  return <Choice label="Domain" names={names} {...props} />;
}

type ChoiceProps = {
  readonly label: string;
  readonly names: Readonly<Record<string, string>>;
  readonly value: string | undefined;
  readonly onChoose: (value: string) => void;
};

function Choice({ label, names, value, onChoose }: ChoiceProps): JSX.Element {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{label}: all</option>
      {Object.entries(names).map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Neighbours of one session, in the order of the list. */
function conversations(list: readonly Summary[]): readonly (readonly Summary[])[] {
  const groups = new Map<string, Summary[]>();
  for (const one of list) groups.set(one.sessionId, [...(groups.get(one.sessionId) ?? []), one]);
  return [...groups.values()];
}

function Conversation({
  investigations,
}: {
  readonly investigations: readonly Summary[];
}): JSX.Element {
  const [newest] = investigations;
  return (
    <ul class="conversation">
      {investigations.map(({ id, question, status, createdAt }) => (
        <li key={id}>
          <StatusBadge status={status} />
          <a href={`/i/${id}`}>{question}</a>
          <Time at={createdAt} />
        </li>
      ))}
      {investigations.length > 1 && newest !== undefined && (
        <li class="note">{investigations.length} questions of one conversation</li>
      )}
    </ul>
  );
}
