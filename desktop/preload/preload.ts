import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { ABOUT_ARGUMENT, type About, CALL_CHANNEL, EVENT_CHANNEL, type Surface } from '../bridge/surface.ts';

function readAbout(): About {
  const argument = process.argv.find((each) => each.startsWith(ABOUT_ARGUMENT));
  if (argument === undefined) throw new Error('This window was not told where it runs.');
  return JSON.parse(decodeURIComponent(argument.slice(ABOUT_ARGUMENT.length)));
}

const surface: Surface = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  on(event, listener) {
    const onEvent = (_event: IpcRendererEvent, name: string, payload: unknown) => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on(EVENT_CHANNEL, onEvent);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, onEvent);
    };
  },
  about: readAbout(),
};

contextBridge.exposeInMainWorld('parley', surface);
