import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { System } from './targets.ts';

/** The mark before the fuses in Electron's binary, as `@electron/fuses` looks for it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses as Electron ships them: version 1, nine of them. */
const SHIPPED = '101100011';

const EN_US = { lang: 1033, codepage: 1200 };

/** What stands for code; it says so to whoever starts it. */
function programText(): Buffer {
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED)]);
  return Buffer.concat([Buffer.from('#!/bin/sh\necho "This is a placeholder, not Electron." >&2\nexit 1\n'), wire]);
}

/** A program for Windows without code: headers, a version, and the fuses after its end. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues(EN_US, { ProductName: 'Electron', FileDescription: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  const text = programText();
  program.setExtraData(text.buffer.slice(text.byteOffset, text.byteOffset + text.length) as ArrayBuffer);
  return Buffer.from(program.generate());
}

const infoPlist = (name: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
<key>CFBundleName</key><string>${name}</string>
</dict></plist>
`;

function macFiles(): Readonly<Record<string, string | Buffer>> {
  const contents = 'Electron.app/Contents';
  const helpers = ['Electron Helper', 'Electron Helper (GPU)', 'Electron Helper (Plugin)', 'Electron Helper (Renderer)'];
  return {
    [`${contents}/Info.plist`]: infoPlist('Electron'),
    [`${contents}/MacOS/Electron`]: '',
    [`${contents}/Resources/electron.icns`]: '',
    [`${contents}/Resources/default_app.asar`]: 'the app that shows how to start one',
    [`${contents}/Frameworks/Electron Framework.framework/Electron Framework`]: programText(),
    ...Object.fromEntries(helpers.map((name) => [`${contents}/Frameworks/${name}.app/Contents/Info.plist`, infoPlist(name)])),
    ...Object.fromEntries(helpers.map((name) => [`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, ''])),
  };
}

const LAYOUTS: Readonly<Record<System, () => Readonly<Record<string, string | Buffer>>>> = {
  linux: () => ({ electron: programText(), 'chrome-sandbox': '', 'locales/en-US.pak': '', 'locales/de.pak': '' }),
  win: () => ({ 'electron.exe': windowsProgram(), 'locales/en-US.pak': '', 'locales/de.pak': '' }),
  mac: macFiles,
};

/**
 * Writes a folder laid out as Electron's is, for electron-builder to pack where Electron itself cannot be fetched. There is no
 * program in it: what is packed around one can be looked at, nothing can be run.
 */
export function writePlaceholderElectron(folder: string, system: System): void {
  const everywhere = { LICENSE: 'MIT', 'LICENSES.chromium.html': '<p>Chromium', version: 'v0.0.0' };
  const beside = system === 'mac' ? {} : { 'resources/default_app.asar': 'the app that shows how to start one' };
  for (const [name, content] of Object.entries({ ...everywhere, ...beside, ...LAYOUTS[system]() })) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
}
