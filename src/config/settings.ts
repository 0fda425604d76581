import { alertSettings } from './alert-settings.js';
import { audioSettings } from './audio-settings.js';
import { databaseSettings } from './database-settings.js';
import { folderSettings } from './folder-settings.js';
import { nhsoSettings } from './nhso-settings.js';
import { openchsSettings } from './openchs-settings.js';
import { serverSettings } from './server-settings.js';
import type { Setting, ValueOf } from './setting.js';

/** Every setting of the product, in the order of `.env.example`. */
export const settings = {
  ...serverSettings,
  ...databaseSettings,
  ...nhsoSettings,
  ...folderSettings,
  ...alertSettings,
  ...openchsSettings,
  ...audioSettings,
} as const;

export type SettingName = keyof typeof settings;

/** All settings with their values, checked. */
export type Config = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> };

export const settingNames = Object.keys(settings) as readonly SettingName[]; // keys of a literal object

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name);
}

export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name];
}
