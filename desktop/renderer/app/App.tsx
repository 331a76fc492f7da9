import { lazy, type ReactNode, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import type { Host } from '../graphql/host.ts';
import { ParleyProvider } from '../graphql/ParleyProvider.tsx';
import { ToastProvider } from '../ui/ToastProvider.tsx';
import { ConversationPage } from './ConversationPage.tsx';
import { CrashScreen } from './CrashScreen.tsx';
import { NotFound } from './NotFound.tsx';
import { PageRouter } from './PageRouter.tsx';
import { SessionGate } from './SessionGate.tsx';
import { Shell } from './Shell.tsx';
import { Welcome } from './Welcome.tsx';

const SignInScreen = lazy(async () => ({
  default: (await import('../features/sign-in/SignInScreen.tsx')).SignInScreen,
}));
const SignUpScreen = lazy(async () => ({
  default: (await import('../features/sign-in/SignUpScreen.tsx')).SignUpScreen,
}));
const InvitedScreen = lazy(async () => ({
  default: (await import('../features/sign-in/InvitedScreen.tsx')).InvitedScreen,
}));
const SearchPage = lazy(async () => ({
  default: (await import('./SearchPage.tsx')).SearchPage,
}));
const SavedPage = lazy(async () => ({
  default: (await import('./SavedPage.tsx')).SavedPage,
}));
const ThreadsPage = lazy(async () => ({
  default: (await import('./ThreadsPage.tsx')).ThreadsPage,
}));
const ContactsPage = lazy(async () => ({
  default: (await import('./ContactsPage.tsx')).ContactsPage,
}));
const JoinPage = lazy(async () => ({
  default: (await import('./JoinPage.tsx')).JoinPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./SettingsPage.tsx')).SettingsPage,
}));

/** The page: who one is decides what there is to see, the address decides what is shown of it. */
export function App({ host }: { readonly host: Host }): ReactNode {
  return (
    <CrashScreen>
      <ParleyProvider host={host}>
        <PageRouter>
          <Suspense>
            <Routes>
              <Route element={<SessionGate for="signedOut" />}>
                <Route path="/sign-in" element={<SignInScreen />} />
                <Route path="/sign-up" element={<SignUpScreen />} />
                <Route path="/invite/:token" element={<InvitedScreen />} />
              </Route>
              <Route element={<SessionGate for="signedIn" />}>
                {/* News that passes by is one person's: it goes with their session. */}
                <Route
                  element={
                    <ToastProvider>
                      <Shell />
                    </ToastProvider>
                  }
                >
                  <Route index element={<Welcome />} />
                  <Route path="/c/:conversationId" element={<ConversationPage />}>
                    <Route path="t/:rootSeq" element={null} />
                  </Route>
                  <Route path="/join/:token" element={<JoinPage />} />
                  <Route path="/search" element={<SearchPage />} />
                  <Route path="/contacts" element={<ContactsPage />} />
                  <Route path="/threads" element={<ThreadsPage />} />
                  <Route path="/saved" element={<SavedPage />} />
                  <Route path="/settings/:section?" element={<SettingsPage />} />
                  <Route path="*" element={<NotFound />} />
                </Route>
              </Route>
            </Routes>
          </Suspense>
        </PageRouter>
      </ParleyProvider>
    </CrashScreen>
  );
}
