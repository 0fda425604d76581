import { loginForm, loginLink, loginPage } from './pages/login.js';
import { logoutForm } from './pages/logout.js';
import {
  accountLanguageForm,
  accountPage,
  accountPasswordForm,
  accountSessionsForm,
} from './pages/settings-account.js';
import { effectiveSettingsPage, settingsStart } from './pages/settings-effective.js';
import { hospitalSettingsForm, hospitalSettingsPage } from './pages/settings-hospital.js';
import { nhsoSettingsForm, nhsoSettingsPage } from './pages/settings-nhso.js';
import { addUserForm, changeUserForm, newPasswordForm, usersPage } from './pages/settings-users.js';
import { setUpForm, setUpPage } from './pages/setup.js';
import type { Route } from './route.js';
import { liveLogsStream } from './streams/live-logs.js';

/** Every URL of the product, in the order in which they are tried. Health checks stand in health.ts. */
export const routes: readonly Route[] = [
  // Signing in and the first run
  loginPage,
  loginForm,
  loginLink,
  logoutForm,
  setUpPage,
  setUpForm,
  // Settings
  settingsStart,
  hospitalSettingsPage,
  hospitalSettingsForm,
  nhsoSettingsPage,
  nhsoSettingsForm,
  effectiveSettingsPage,
  usersPage,
  addUserForm,
  changeUserForm,
  newPasswordForm,
  accountPage,
  accountPasswordForm,
  accountLanguageForm,
  accountSessionsForm,
  // Live log
  liveLogsStream,
];
