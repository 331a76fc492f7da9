import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { type ReactNode, StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { openHost } from '../graphql/open-host.ts';
import { showLooks } from '../lib/appearance.ts';
import { loadLanguage } from '../lib/language.ts';
import { formatLocale } from '../lib/translate.ts';
import { TipLayer } from '../ui/TipLayer.tsx';

/** The messenger; in a window of the app that belongs to no workspace, the app's own screens. */
async function openPage(): Promise<ReactNode> {
  if (window.parley?.about.workspace === null) {
    const { ShellApp } = await import('../shell/ShellApp.tsx');
    return <ShellApp surface={window.parley} />;
  }
  const [host, { App }] = await Promise.all([openHost(), import('./App.tsx')]);
  return <App host={host} />;
}

showLooks();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element.');
// The language first: the rest of the page has words in its constants.
await loadLanguage();
const page = await openPage();
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={formatLocale()}>
      {page}
      <TipLayer />
    </I18nProvider>
  </StrictMode>,
);
