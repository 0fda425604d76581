import { routes } from '../routes/index.js';
import { analyticsQuestions } from '../routes/pages/analytics-questions.js';
import type { ClaimHistory } from './claim-history.js';
import type { PageSample } from './page-sample.js';

/** What is no page: rows, streams, files, and addresses that only lead on. */
const notPages = [
  /\.(json|csv|xlsx|ndjson)$/,
  /\/stream$/,
  /\/original$/,
  /\/file$/,
  /^\/events\//,
  /^\/api\//,
  /^\/helpline\/api\//,
  /^\/login/,
  /^\/setup$/,
];
const leadOn = ['/', '/settings'];

/** What there is to be looked at. */
export interface PageSamples {
  readonly sample: PageSample;
  readonly history: ClaimHistory;
  readonly opened: Opened;
}

/** What a person made through the pages: a case, an import of cases, an endpoint of webhooks, and transcripts. */
export interface Opened {
  readonly caseId: number;
  readonly caseImport: string;
  readonly endpoint: string;
  readonly transcripts: readonly string[];
}

/** The address of every page, with values that lead to each of its states. Throws where a new page has none. */
export function pageAddresses({ sample, history, opened }: PageSamples): string[] {
  const fillings: Readonly<Record<string, readonly string[]>> = {
    '/help/problems/:slug': ['/help/problems/validation'],
    '/help': ['/help', '/help?problem=not_a_number'],
    '/files/:id': [sample.problemFile, sample.quarantinedFile, sample.failedFile].map((id) => `/files/${id}`),
    '/claims': ['/claims', '/claims?rep_no=690300087', `/claims?file_id=${sample.failedFile}`],
    '/claims/values': ['/claims/values?scheme=ucs'],
    '/claims/export': ['/claims/export', '/claims/export?scheme=ucs&fiscal_year=2569&status=denied'],
    '/claims/:tran_id': [`/claims/${history.tranId}`, '/claims/990604418'],
    '/files/:id/undo': [sample.completeFile, sample.failedFile].map((id) => `/files/${id}/undo`),
    '/quarantine/:id': sample.quarantinedSheets.map((id) => `/quarantine/${id}`),
    '/settings/master-data': ['/settings/master-data', '/settings/master-data?q=no_such_code'],
    '/downloads/units/:unit': ['rep-ucs-2569-06', 'rep-ucs-2569-05', 'stm-ucs-2569-01', 'smt-2569'].map(
      (unit) => `/downloads/units/${unit}`,
    ),
    '/analytics/:question': [...analyticsQuestions.map(({ name }) => name), 'first-pass-by-fund'].map(
      (question) => `/analytics/${question}`,
    ),
    '/dashboard': [
      '/dashboard',
      '/dashboard?from=2025-11-01&to=2026-02-01&scheme=ucs',
      '/dashboard?undated=only',
    ],
    '/alerts': ['/alerts', '/alerts?state=all'],
    '/cases/:id': [`/cases/${opened.caseId}`],
    '/cases/import/:key': [opened.caseImport],
    '/audio/:key': opened.transcripts.map((key) => `/audio/${key}`),
    '/settings/webhooks/:id': [opened.endpoint],
    '/jobs/:key': [sample.runningJob, sample.failedJob, sample.finishedJob, sample.importJob].map(
      (key) => `/jobs/${key}`,
    ),
  };
  const pages = routes.filter(
    ({ method, path }) => method === 'get' && !notPages.some((no) => no.test(path)) && !leadOn.includes(path),
  );
  return pages.flatMap(({ path }) => {
    const filled = fillings[path] ?? (path.includes(':') ? undefined : [path]);
    if (filled === undefined) throw new Error(`say here with which values ${path} is to be opened`);
    return filled;
  });
}
