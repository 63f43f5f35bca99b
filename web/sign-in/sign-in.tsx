import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messageOf, ProblemText } from '../problem.tsx';
import type { SignedIn } from '../resources.ts';
import { States, useResource, useTitle } from '../screen.tsx';
import { send } from '../service.ts';

/** The screen of a browser that is not signed in; afterwards the page begins anew where it was. */
export function SignIn(): JSX.Element {
  useTitle('Sign in');
  const { state } = useResource<SignedIn>('/v1/sign-in');
  return (
    <div class="sign-in">
      <h1>Sign in</h1>
      <States loaded={state.value} what="how to sign in">
        {({ browser }) => (
          <>
            {browser.key && <KeyForm />}
            {browser.oidc && (
              <p>
                <button type="button" class={browser.key ? undefined : 'main'} onClick={goToIssuer}>
                  Sign in with your account
                </button>
              </p>
            )}
            {!browser.key && !browser.oidc && (
              <p>This service takes no sign-in of a browser; send an access token over the API.</p>
            )}
          </>
        )}
      </States>
    </div>
  );
}

function goToIssuer(): void {
  const here = `${location.pathname}${location.search}`;
  location.assign(`/v1/sign-in/oidc?returnTo=${encodeURIComponent(here)}`);
}

function KeyForm(): JSX.Element {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const signIn = async (): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      await send<SignedIn>('/v1/sign-in', { key });
      location.reload();
    } catch (error) {
      setProblem(messageOf(error));
      setSending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      <label for="key">API key</label>
      <input
        id="key"
        type="password"
        autocomplete="off"
        value={key}
        onInput={({ currentTarget }) => setKey(currentTarget.value)}
      />
      <button type="submit" class="main" disabled={isSending || key.trim() === ''}>
        Sign in
      </button>
      <ProblemText message={problem} />
      <p class="note">
        An operator makes one with <code>npm run keys -- create --for you</code>.
      </p>
    </form>
  );
}
