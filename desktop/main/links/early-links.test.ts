import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { claimLinks, EarlyLinks } from './early-links.ts';

const quiet = { preventDefault() {} };

describe('links from outside', () => {
  it('wait for the app: that of the start, and what the Mac hands over early', () => {
    const app = new EventEmitter();
    const heard: string[] = [];
    const early = new EarlyLinks(app as never, ['parley', 'parley://a/c/1']);
    early.listen({ onLink: (link) => heard.push(link), onSecondStart: () => heard.push('again') });
    expect(heard).toEqual(['parley://a/c/1']);

    const mac = new EventEmitter();
    const macLinks = new EarlyLinks(mac as never, ['Parley']);
    mac.emit('open-url', quiet, 'parley://a/c/2');
    macLinks.listen({ onLink: (link) => heard.push(link), onSecondStart: () => {} });
    mac.emit('open-url', quiet, 'parley://a/c/3');
    expect(heard).toEqual(['parley://a/c/1', 'parley://a/c/2', 'parley://a/c/3']);
  });

  it('come from a second start, which else only brings the app to the front', () => {
    const app = new EventEmitter();
    const heard: string[] = [];
    new EarlyLinks(app as never, []).listen({ onLink: (link) => heard.push(link), onSecondStart: () => heard.push('again') });
    app.emit('second-instance', {}, ['parley', '--hidden']);
    app.emit('second-instance', {}, ['parley', 'parley://a/c/1']);
    expect(heard).toEqual(['again', 'again', 'parley://a/c/1']);
  });

  it('are claimed for the program that the system is to start', () => {
    const claimed: unknown[] = [];
    const app = { isPackaged: true, getAppPath: () => '/app', setAsDefaultProtocolClient: (...args: unknown[]) => claimed.push(args) > 0 };
    claimLinks(app, '/electron');
    claimLinks({ ...app, isPackaged: false }, '/electron');
    expect(claimed).toEqual([['parley'], ['parley', '/electron', ['/app']]]);
  });
});
