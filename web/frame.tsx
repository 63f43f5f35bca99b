import type { ComponentChildren, JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { isOut } from './sign-in/access.ts';
import { SignIn } from './sign-in/sign-in.tsx';
import { Who } from './sign-in/who.tsx';

const places = [
  { path: '/', name: 'Ask' },
  { path: '/history', name: 'History' },
  { path: '/memory', name: 'Memory' },
  { path: '/evaluations', name: 'Evaluations' },
  { path: '/health', name: 'Health' },
] as const;

/** What stands around every screen. */
export function Frame({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { path } = useLocation();
  const isHere = (place: string): boolean =>
    place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <div>
          <a class="name" href="/">
            Health Monitor
          </a>
          <nav aria-label="Screens">
            {places.map((place) => (
              <a
                key={place.path}
                href={place.path}
                aria-current={isHere(place.path) ? 'page' : undefined}
              >
                {place.name}
              </a>
            ))}
          </nav>
          <Who />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {isOut.value ? <SignIn /> : children}
      </main>
    </>
  );
}
