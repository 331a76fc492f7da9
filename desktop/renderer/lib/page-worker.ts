const updateEveryMs = 3_600_000;

/** Called when a newer page is ready; `change` goes over to it. */
export type OnNewerPage = (change: () => void) => void;

/** Has the browser keep the page's files, and tells when it has those of a newer build (WEB-1). Does nothing where it cannot. */
export async function keepPage(onNewer: OnNewerPage): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const workers = navigator.serviceWorker;
  const registration = await workers.register('/service-worker.js');
  const tell = () => {
    const { waiting } = registration;
    // The first worker of all replaces nothing.
    if (waiting === null || workers.controller === null) return;
    onNewer(() => {
      workers.addEventListener('controllerchange', () => window.location.reload(), { once: true });
      waiting.postMessage('change');
    });
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', tell);
  });
  tell();
  setInterval(() => void registration.update().catch(() => undefined), updateEveryMs);
}
