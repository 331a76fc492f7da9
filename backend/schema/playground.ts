import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

/** GraphiQL lets its tabs be dragged, and a press moves one away from under the pointer, so that no click reaches it: here they stay in place. */
const STILL_TABS = '<style>.graphiql-tab { transform: none !important; }</style>';

/**
 * GraphiQL sends the headers of a tab with a request; a socket has none. This gives them to `connection_init`, where the server looks for
 * the access token (api.md). Runs in the browser.
 */
const HEADERS_OF_TAB = `() => {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'));
    return JSON.parse(tabs[activeTabIndex].headers);
  } catch {
    return {};
  }
}`;

/** Stands for a function among options that are written into the page as JSON. */
const CONNECTION_PARAMS = 'connection parameters';

/** The page of the playground (API-2). */
export const renderPlayground: typeof renderGraphiQL = (options) => {
  const withParams = { ...options, connectionParams: CONNECTION_PARAMS };
  return renderGraphiQL(withParams)
    .replace('</head>', () => `${STILL_TABS}</head>`)
    .replace(JSON.stringify(CONNECTION_PARAMS), () => HEADERS_OF_TAB);
};
