import { accountProblems } from './account-problems.js';
import { apiProblems } from './api-problems.js';
import { archiveProblems } from './archive-problems.js';
import { audioProblems } from './audio-problems.js';
import { caseProblems } from './case-problems.js';
import { connectionProblems } from './connection-problems.js';
import { databaseProblems } from './database-problems.js';
import { fileProblems } from './file-problems.js';
import { importProblems } from './import-problems.js';
import { jobProblems } from './job-problems.js';
import { masterProblems } from './master-problems.js';
import { openchsProblems } from './openchs-problems.js';
import { portalProblems } from './portal-problems.js';
import type { ProblemGroup, ProblemWords } from './problem.js';
import { reportProblems } from './report-problems.js';
import { requestProblems } from './request-problems.js';
import { sendingProblems } from './sending-problems.js';
import { sessionProblems } from './session-problems.js';
import { settingProblems } from './setting-problems.js';
import { smtProblems } from './smt-problems.js';
import { statementProblems } from './statement-problems.js';
import { verifyProblems } from './verify-problems.js';
import { watchProblems } from './watch-problems.js';

/** Every foreseen failure of the product by what it is about; /help prints this list in this order. */
export const problemGroups = {
  file: { ...fileProblems, ...archiveProblems, ...watchProblems },
  import: importProblems,
  statement: statementProblems,
  portal: { ...portalProblems, ...smtProblems, ...sessionProblems },
  connection: connectionProblems,
  job: jobProblems,
  account: accountProblems,
  setting: { ...settingProblems, ...masterProblems },
  sending: { ...sendingProblems, ...openchsProblems, ...audioProblems },
  request: { ...requestProblems, ...reportProblems },
  api: { ...apiProblems, ...caseProblems },
  database: { ...databaseProblems, ...verifyProblems },
} as const satisfies Readonly<Record<string, ProblemGroup>>;

/** The same without their groups. */
export const problems = {
  ...accountProblems,
  ...apiProblems,
  ...archiveProblems,
  ...audioProblems,
  ...caseProblems,
  ...connectionProblems,
  ...databaseProblems,
  ...fileProblems,
  ...importProblems,
  ...jobProblems,
  ...masterProblems,
  ...openchsProblems,
  ...portalProblems,
  ...smtProblems,
  ...reportProblems,
  ...requestProblems,
  ...sessionProblems,
  ...sendingProblems,
  ...settingProblems,
  ...statementProblems,
  ...verifyProblems,
  ...watchProblems,
} as const;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

/** What happened, what was kept, what to do, with their placeholders filled. */
export function problemParts(
  code: ProblemCode,
  language: 'th' | 'en',
  details: Readonly<Record<string, string | number>> = {},
): string[] {
  const words: ProblemWords = problems[code];
  return words[language].map((part) =>
    part.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole)),
  );
}

/** The three parts joined by ` · `. */
export function problemText(
  code: ProblemCode,
  language: 'th' | 'en',
  details: Readonly<Record<string, string | number>> = {},
): string {
  return problemParts(code, language, details)
    .filter((part) => part !== '')
    .join(' · ');
}
