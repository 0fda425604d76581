import type { Request, Response } from 'express';
import type { Origin, SettingName } from '../../config.js';
import { saveSettings } from '../../services/save-settings.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

const names = [
  'HOSPITAL_CODE',
  'HOSPITAL_NAME',
  'HOSPITAL_BEDS',
  'SMT_VENDOR_ID',
  'LANGUAGE',
] as const satisfies SettingName[];
type HospitalSetting = (typeof names)[number];

/** views/pages/settings-hospital.ejs: one form with `_csrf` to /settings/hospital, a field for each name. */
export interface HospitalSettingsView {
  readonly values: Readonly<Record<HospitalSetting, string>>;
  /** Where environment or `.env` fix a value, so that it cannot be changed here; null = free. */
  readonly fixedBy: Readonly<Record<HospitalSetting, Origin | null>>;
  readonly saved: boolean;
  readonly errors: readonly FieldMessage[];
}

export const hospitalSettingsPage: Route = {
  method: 'get',
  path: '/settings/hospital',
  permission: 'administer',
  handle: (parts) => async (req, res) => await show(req, res, parts, []),
};

export const hospitalSettingsForm: Route = {
  method: 'post',
  path: '/settings/hospital',
  permission: 'administer',
  handle: (parts) => async (req, res) => {
    try {
      const fixed = await originsOf(parts);
      // A fixed field is shown disabled, and browsers do not send it.
      const free = Object.entries(formFields(req, names)).filter(([name]) => fixed.get(name) === null);
      await saveSettings(parts, Object.fromEntries(free), actorOf(req, res));
    } catch (error) {
      return await show(req, res, parts, formMessages(res, error));
    }
    res.redirect(303, `${req.baseUrl}/settings/hospital?saved=1`);
  },
};

/** Who fixes a setting from outside; null = it may be saved here. */
async function originsOf(parts: Parts): Promise<ReadonlyMap<string, Origin | null>> {
  const rows = await parts.settings.effective();
  return new Map(
    rows.map(({ name, origin }) => [name, origin === 'saved' || origin === 'default' ? null : origin]),
  );
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  errors: readonly FieldMessage[],
): Promise<void> {
  const now = await parts.settings.current();
  const origins = await originsOf(parts);
  const typed = formFields(req, names);
  const shown = (name: HospitalSetting) => (now[name] === null ? '' : String(now[name]));
  const values = names.map((name) => [name, errors.length > 0 ? typed[name] : shown(name)]);
  const view: HospitalSettingsView = {
    // Both records have exactly the keys of `names`.
    values: Object.fromEntries(values) as HospitalSettingsView['values'],
    fixedBy: Object.fromEntries(
      names.map((name) => [name, origins.get(name) ?? null]),
    ) as HospitalSettingsView['fixedBy'],
    saved: req.query.saved === '1',
    errors,
  };
  await sendPage(res, 'settings-hospital', view);
}
