import type { Language } from '../../domain/errors.js';
import { alertSettingsWords } from './alert-settings-words.js';
import { alertsWords } from './alerts-words.js';
import { analyticsWords } from './analytics-words.js';
import { apiHelpWords } from './api-help-words.js';
import { attentionWords } from './attention-words.js';
import { audioWords } from './audio-words.js';
import { caseImportWords } from './case-import-words.js';
import { casesWords } from './cases-words.js';
import { claimWords } from './claim-words.js';
import { claimsWords } from './claims-words.js';
import { completeWords } from './complete-words.js';
import { dashboardWords } from './dashboard-words.js';
import { downloadsWords } from './downloads-words.js';
import { errorWords } from './error-words.js';
import { exportsWords } from './exports-words.js';
import { figureWords } from './figure-words.js';
import { filesWords } from './files-words.js';
import { filterWords } from './filter-words.js';
import { frameWords } from './frame-words.js';
import { helpWords } from './help-words.js';
import { jobsWords } from './jobs-words.js';
import { keysWords } from './keys-words.js';
import { logsWords } from './logs-words.js';
import { masterWords } from './master-words.js';
import { openchsWords } from './openchs-words.js';
import { permissionWords } from './permission-words.js';
import { quarantineWords } from './quarantine-words.js';
import { reportWords } from './report-words.js';
import { scheduleWords } from './schedule-words.js';
import { sessionWords } from './session-words.js';
import { settingsWords } from './settings-words.js';
import { signInWords } from './sign-in-words.js';
import { statusWords } from './status-words.js';
import { unitWords } from './unit-words.js';
import { uploadWords } from './upload-words.js';
import { webhooksWords } from './webhooks-words.js';
import type { WordGroup } from './word-group.js';

/** All words of the pages. A page's own words stand in its file, e.g. `dashboard-words.ts`, keys `dashboard.title`. */
export const words = {
  ...alertSettingsWords,
  ...alertsWords,
  ...analyticsWords,
  ...apiHelpWords,
  ...attentionWords,
  ...audioWords,
  ...caseImportWords,
  ...casesWords,
  ...webhooksWords,
  ...claimWords,
  ...claimsWords,
  ...completeWords,
  ...dashboardWords,
  ...errorWords,
  ...exportsWords,
  ...frameWords,
  ...openchsWords,
  ...permissionWords,
  ...quarantineWords,
  ...reportWords,
  ...sessionWords,
  ...scheduleWords,
  ...settingsWords,
  ...signInWords,
  ...downloadsWords,
  ...filesWords,
  ...figureWords,
  ...filterWords,
  ...helpWords,
  ...jobsWords,
  ...keysWords,
  ...logsWords,
  ...masterWords,
  ...unitWords,
  ...uploadWords,
  ...statusWords,
} as const satisfies WordGroup;

export type WordKey = keyof typeof words;
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Makes `t` for one language. Unknown key: throws if `strict` (tests), else the key itself is shown. */
export function translator(language: Language, strict: boolean): Translate {
  const all: WordGroup = words;
  return (key, values = {}) => {
    const word = Object.hasOwn(all, key) ? all[key] : undefined;
    if (word === undefined) {
      if (strict) throw new Error(`no words for "${key}"`);
      return key;
    }
    return word[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined && strict) throw new Error(`"${key}" needs a value for {${name}}`);
      return String(value ?? whole);
    });
  };
}
