import type { CatalogueOf } from './catalogue.ts';
import type { workspaceMessages as source } from './messages-workspaces.en.ts';

/** Die eigenen Seiten der App. */
export const workspaceMessages = {
  'workspaces.welcome': 'Willkommen bei Parley',
  'workspaces.welcomeHint': 'Welchen Parley-Server nutzt deine Organisation?',
  'workspaces.title': 'Arbeitsbereiche',
  'workspaces.hint': 'Jeder Arbeitsbereich ist ein eigener Server, mit einem eigenen Konto.',
  'workspaces.address': 'Adresse des Servers',
  'workspaces.addressHint': 'Zum Beispiel chat.example.org',
  'workspaces.connect': 'Verbinden',
  'workspaces.add': 'Arbeitsbereich hinzufügen',
  'workspaces.current': 'zuletzt gezeigt',
  'workspaces.remove': '{name} entfernen',
  'workspaces.removeTitle': '{name} von diesem Computer entfernen?',
  'workspaces.removeHint':
    'Du wirst abgemeldet, und alles, was hier aufbewahrt wird, wird gelöscht, auch was noch nicht gesendet ist. Dein Konto bleibt.',
  'workspaces.removeSubmit': 'Entfernen',
  'workspaces.addOrRemove': 'Hinzufügen oder entfernen…',
  'workspaces.unavailable': 'Von dieser Adresse kommt keine Antwort. Prüfe sie und dein Netz.',
  'workspaces.notParley': 'Unter dieser Adresse gibt es keinen Parley-Server.',
  'workspaces.notSecure': 'Dieser Server verschlüsselt nicht (https). Parley spricht nur mit Servern, die es tun.',
  'workspaces.notAddress': 'Das sieht nicht wie eine Adresse aus.',

  'passphrase.chooseTitle': 'Wähle eine Passphrase',
  'passphrase.chooseHint':
    'Dieser Computer hat keinen sicheren Ort für Schlüssel. Was Parley hier aufbewahrt, wird stattdessen mit deiner Passphrase verschlüsselt.',
  'passphrase.enterTitle': 'Willkommen zurück',
  'passphrase.enterHint': 'Deine Passphrase öffnet, was Parley auf diesem Computer aufbewahrt.',
  'passphrase.label': 'Passphrase',
  'passphrase.repeat': 'Noch einmal dieselbe',
  'passphrase.choose': 'Diese Passphrase verwenden',
  'passphrase.open': 'Öffnen',
  'passphrase.keepNothing': 'Weiter, ohne hier etwas aufzubewahren',
  'passphrase.short': 'Nimm mindestens {count} Zeichen.',
  'passphrase.different': 'Die beiden sind nicht gleich.',
  'passphrase.wrong': 'Das ist nicht die Passphrase.',
} as const satisfies CatalogueOf<typeof source>;
