import type { Db } from '../db/db.js';
import { savedSetting, saveSetting, setUpStepName } from '../store/settings.js';
import { countAdministrators } from '../store/users.js';

/** Steps of the first run, in order; each is saved when it is done. */
export const setUpSteps = ['administrator', 'hospital', 'account', 'done'] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** The step that is open now. Without an administrator it is always the first one. */
export async function setUpStep(db: Db): Promise<SetUpStep> {
  if ((await countAdministrators(db)) === 0) return 'administrator';
  const saved = await savedSetting(db, setUpStepName);
  // An administrator made by ADMIN_USERNAME or the command line leaves no step behind.
  return setUpSteps.find((step) => step === saved) ?? 'done';
}

export async function saveSetUpStep(
  db: Db,
  step: SetUpStep,
  by: { userId: number | null; now: Date },
): Promise<void> {
  await saveSetting(db, { name: setUpStepName, value: step, ...by });
}
