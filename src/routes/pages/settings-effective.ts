import type { Origin } from '../../config.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

/** views/pages/settings-effective.ejs: every setting as it is, and where it comes from. */
export interface EffectiveSettingsView {
  readonly rows: readonly {
    readonly name: string;
    /** Secrets are dots; '' = not set. */
    readonly value: string;
    readonly origin: Origin;
    readonly savable: boolean;
    readonly help: string;
    /** Nothing uses it in this version. */
    readonly later: boolean;
  }[];
  readonly warnings: readonly string[];
}

/** The first page of the settings. */
export const settingsStart: Route = {
  method: 'get',
  path: '/settings',
  permission: 'signed_in',
  handle: () => (req, res) => {
    const administrator = readerOf(res).user?.roles.includes('admin') ?? false;
    res.redirect(303, `${req.baseUrl}/settings/${administrator ? 'hospital' : 'account'}`);
  },
};

export const effectiveSettingsPage: Route = {
  method: 'get',
  path: '/settings/effective',
  permission: 'administer',
  handle: (parts) => async (_req, res) => {
    const { language } = readerOf(res);
    const rows = await parts.settings.effective();
    const warnings = await parts.settings.warnings();
    const view: EffectiveSettingsView = {
      rows: rows.map(({ name, value, origin, savable, help, later }) => ({
        name,
        value,
        origin,
        savable,
        help: help[language],
        later,
      })),
      warnings: warnings.map((words) => words[language]),
    };
    await sendPage(res, 'settings-effective', view);
  },
};
