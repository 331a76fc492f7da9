import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { showLooks } from '../lib/appearance.ts';
import { loadLanguage } from '../lib/language.ts';
import { formatLocale } from '../lib/translate.ts';

showLooks();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element.');
// The language first: the rest of the page has words in its constants.
await loadLanguage();
const { App } = await import('./App.tsx');
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={formatLocale()}>
      <App />
    </I18nProvider>
  </StrictMode>,
);
