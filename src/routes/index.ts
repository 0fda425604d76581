import { claimList, claimOne } from './api/claims.js';
import { denialList } from './api/denials.js';
import { downloadsApi } from './api/downloads.js';
import { claimSummary, figure, figureCsv, figureList } from './api/figures.js';
import { fileList } from './api/files.js';
import { importList, importOne } from './api/imports.js';
import { job, jobList } from './api/jobs.js';
import { openApi } from './api/openapi.js';
import { logoutRoute, sendOtpRoute, verifyOtpRoute } from './api/otp.js';
import { matchVisits, visitStatus } from './api/reconciliation.js';
import { reconciliationList } from './api/reconciliation-list.js';
import { health, session } from './api/session.js';
import { caseApi, casePages } from './case-routes.js';
import {
  alertMessagesCsv,
  alertMessagesJson,
  alertMessagesPage,
  retryMessageForm,
} from './pages/alert-messages.js';
import { alertsCsv, alertsJson, alertsPage, closeAlertForm } from './pages/alerts.js';
import { analyticsPage, analyticsQuestionPage } from './pages/analytics.js';
import {
  analyticsCsv,
  analyticsJson,
  analyticsQuestionCsv,
  analyticsQuestionJson,
} from './pages/analytics-twins.js';
import { audioForm, audioPage } from './pages/audio.js';
import { audioCancelForm, audioDeleteForm, audioTranscriptPage } from './pages/audio-transcript.js';
import { claimCsv, claimJson, claimPage, claimRevealed } from './pages/claim.js';
import { claimNoteForm, claimNoteTakenBack } from './pages/claim-notes.js';
import { claimsJson, claimsPage, claimsTotals } from './pages/claims.js';
import { claimsCsv, claimsExport, claimsExportForm, claimsXlsx } from './pages/claims-export.js';
import { claimsPicked, claimsPickedExport } from './pages/claims-picked.js';
import { claimsPickedCases } from './pages/claims-picked-cases.js';
import { searchClaims } from './pages/claims-search.js';
import { claimsValues, claimsValuesJson } from './pages/claims-values.js';
import { dashboardRoutes } from './pages/dashboard.js';
import { downloadsCsv, downloadsJson, downloadsPage, startDownload } from './pages/downloads.js';
import {
  cancelExport,
  deleteExportForm,
  exportFile,
  exportsCsv,
  exportsJson,
  exportsPage,
} from './pages/exports.js';
import { fileCsv, fileJson, fileOriginal, filePage, fileWithValues } from './pages/file.js';
import { fileReadAgain, fileUndoForm, fileUndoPage } from './pages/file-undo.js';
import { filesCsv, filesJson, filesPage } from './pages/files.js';
import { helpPage } from './pages/help.js';
import { helpApi } from './pages/help-api.js';
import { helpProblem } from './pages/help-problem.js';
import { cancelJob, jobCsv, jobJsonPage, jobPage, retryJob, tryJobNow } from './pages/job.js';
import { jobsCsv, jobsJson, jobsPage } from './pages/jobs.js';
import {
  layoutMappingsJson,
  layoutMappingsPage,
  revokeMappingForm,
  takeMappingsForm,
} from './pages/layout-mappings.js';
import { loginForm, loginLink, loginPage } from './pages/login.js';
import { logoutForm } from './pages/logout.js';
import { logsPage } from './pages/logs.js';
import {
  compareMasterDataForm,
  errorCodeNoteForm,
  masterDataCsv,
  masterDataPage,
  takeMasterDataForm,
} from './pages/master-data.js';
import { openchsChoiceForm, openchsPage } from './pages/openchs.js';
import { quarantineCsv, quarantineJson, quarantinePage } from './pages/quarantine.js';
import {
  decideSheetForm,
  importWaitingForm,
  quarantineSheetCsv,
  quarantineSheetJson,
  quarantineSheetPage,
} from './pages/quarantine-sheet.js';
import { reportCsv, reportJson, reportNoteForm, reportPage } from './pages/report.js';
import { deleteViewForm, renameViewForm, saveViewForm } from './pages/saved-views.js';
import { sessionForm, sessionPage } from './pages/session.js';
import {
  accountLanguageForm,
  accountPage,
  accountPasswordForm,
  accountSessionsForm,
} from './pages/settings-account.js';
import { nhsoAccountsForm } from './pages/settings-accounts.js';
import { alertSettingsForm, alertSettingsPage } from './pages/settings-alerts.js';
import { audioSettingsForm, audioSettingsPage } from './pages/settings-audio.js';
import { effectiveSettingsPage, settingsStart } from './pages/settings-effective.js';
import { hospitalSettingsForm, hospitalSettingsPage } from './pages/settings-hospital.js';
import { keyPages } from './pages/settings-keys.js';
import { nhsoSettingsForm, nhsoSettingsPage } from './pages/settings-nhso.js';
import { openchsSettingsForm, openchsSettingsPage } from './pages/settings-openchs.js';
import { reportSettingsForm, reportSettingsPage } from './pages/settings-report.js';
import {
  runScheduleForm,
  scheduleForm,
  schedulePage,
  switchSchedulesOnForm,
} from './pages/settings-schedule.js';
import { addUserForm, changeUserForm, newPasswordForm, usersPage } from './pages/settings-users.js';
import { watchedFolderPage } from './pages/settings-watched-folder.js';
import { setUpForm, setUpPage } from './pages/setup.js';
import { startPage } from './pages/start.js';
import { startUnit, unitCsv, unitJson, unitPage } from './pages/unit.js';
import { nameUploads, uploadFiles, uploadPage } from './pages/upload.js';
import { onItsMounts, type Route } from './route.js';
import { liveEventsStream } from './streams/live-events.js';
import { liveFrame } from './streams/live-frame.js';
import { liveLogsStream } from './streams/live-logs.js';
import { webhookRoutes } from './webhook-routes.js';

/** Every route of the product, those of the API once for all their mounts. Health checks stand in health.ts. */
const listed: readonly Route[] = [
  startPage,
  // Signing in and the first run
  loginPage,
  loginForm,
  loginLink,
  logoutForm,
  setUpPage,
  setUpForm,
  // Daily work; `.json` and `.csv` are the same rows with the same filter
  ...dashboardRoutes,
  analyticsPage,
  analyticsJson,
  analyticsCsv,
  analyticsQuestionJson,
  analyticsQuestionCsv,
  analyticsQuestionPage,
  reportPage,
  reportJson,
  reportCsv,
  reportNoteForm,
  downloadsPage,
  downloadsJson,
  downloadsCsv,
  startDownload,
  startUnit,
  unitJson,
  unitCsv,
  unitPage,
  filesPage,
  filesJson,
  filesCsv,
  fileJson,
  fileCsv,
  filePage,
  fileWithValues,
  fileOriginal,
  fileUndoPage,
  fileUndoForm,
  fileReadAgain,
  claimsPage,
  claimsJson,
  claimsCsv,
  claimsXlsx,
  claimsExport,
  claimsExportForm,
  claimsPicked,
  claimsPickedExport,
  claimsPickedCases,
  claimsValues,
  claimsValuesJson,
  exportsPage,
  exportsJson,
  exportsCsv,
  cancelExport,
  exportFile,
  deleteExportForm,
  claimsTotals,
  searchClaims,
  saveViewForm,
  renameViewForm,
  deleteViewForm,
  claimJson,
  claimCsv,
  claimPage,
  claimRevealed,
  claimNoteForm,
  claimNoteTakenBack,
  ...casePages,
  audioPage,
  audioForm,
  audioTranscriptPage,
  audioCancelForm,
  audioDeleteForm,
  quarantinePage,
  quarantineJson,
  quarantineCsv,
  layoutMappingsPage,
  layoutMappingsJson,
  takeMappingsForm,
  revokeMappingForm,
  quarantineSheetJson,
  quarantineSheetCsv,
  quarantineSheetPage,
  decideSheetForm,
  importWaitingForm,
  alertsPage,
  alertsJson,
  alertsCsv,
  alertMessagesJson,
  alertMessagesCsv,
  alertMessagesPage,
  retryMessageForm,
  closeAlertForm,
  uploadPage,
  uploadFiles,
  nameUploads,
  sessionPage,
  sessionForm,
  jobsPage,
  jobsJson,
  jobsCsv,
  jobJsonPage,
  jobCsv,
  jobPage,
  cancelJob,
  tryJobNow,
  retryJob,
  helpPage,
  helpApi(() => routes),
  helpProblem,
  // Settings
  settingsStart,
  hospitalSettingsPage,
  hospitalSettingsForm,
  nhsoSettingsPage,
  nhsoSettingsForm,
  nhsoAccountsForm,
  schedulePage,
  scheduleForm,
  switchSchedulesOnForm,
  runScheduleForm,
  masterDataCsv,
  masterDataPage,
  compareMasterDataForm,
  takeMasterDataForm,
  errorCodeNoteForm,
  watchedFolderPage,
  alertSettingsPage,
  alertSettingsForm,
  openchsPage,
  openchsChoiceForm,
  openchsSettingsPage,
  openchsSettingsForm,
  audioSettingsPage,
  audioSettingsForm,
  reportSettingsPage,
  reportSettingsForm,
  effectiveSettingsPage,
  usersPage,
  addUserForm,
  changeUserForm,
  newPasswordForm,
  ...keyPages,
  accountPage,
  accountPasswordForm,
  accountLanguageForm,
  accountSessionsForm,
  // Live log
  logsPage,
  liveLogsStream,
  // What changes while somebody looks
  liveEventsStream,
  liveFrame,
  // API
  health,
  session,
  sendOtpRoute,
  verifyOtpRoute,
  logoutRoute,
  figureList,
  figureCsv,
  figure,
  claimSummary,
  claimList,
  claimOne,
  denialList,
  fileList,
  importList,
  importOne,
  reconciliationList,
  matchVisits,
  visitStatus,
  downloadsApi,
  ...caseApi,
  jobList,
  job,
  ...webhookRoutes,
  openApi(() => routes),
];

/** Every URL, in the order in which they are tried. */
export const routes: readonly Route[] = listed.flatMap(onItsMounts);
