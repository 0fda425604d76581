import type { Request, Response } from 'express';
import { caseCsvFields } from '../../domain/case-csv.js';
import { type CaseImportReport, caseImportOptions, mostBytesAtOnce } from '../../domain/case-import.js';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { findCaseImport, type StoredCaseImport } from '../../store/case-imports.js';
import { importLater, importNow, sendErrorList } from '../api/case-import.js';
import { caseFaultText } from '../case-fault-text.js';
import { type FieldMessage, formMessages } from '../form.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { receiveCaseFile } from '../receive-case-file.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';

interface ReportView {
  readonly title: string;
  readonly counts: readonly { readonly name: string; readonly count: string }[];
  readonly notes: readonly string[];
  readonly errors: CaseImportReport['errors'];
  /** Address of the whole list; null = none was refused. */
  readonly list: string | null;
}

/** views/pages/case-import.ejs; the form is multipart and posts to /cases/import. */
export interface CaseImportView {
  readonly columns: readonly string[];
  readonly errors: readonly FieldMessage[];
  /** null = nothing was read yet; `waiting` = a job reads it. */
  readonly report: ReportView | 'waiting' | null;
}

async function show(
  res: Response,
  report: CaseImportView['report'],
  errors: readonly FieldMessage[] = [],
): Promise<void> {
  const view: CaseImportView = { columns: caseCsvFields, errors, report };
  await sendPage(res, 'case-import', view);
}

export const caseImportPage: Route = {
  method: 'get',
  path: '/cases/import',
  permission: 'denials_work',
  handle: () => async (_req, res) => {
    await show(res, null);
  },
};

/** Imports of a person count as those of their page session. */
const callerOfPage = (res: Response) => ({ id: `page ${userOf(res).id ?? 0}`, hospital: null });

export const caseImportForm: Route = {
  method: 'post',
  path: '/cases/import',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    try {
      const file = await receiveCaseFile(parts, req, res);
      const options = caseImportOptions.parse({
        mode: file.fields.get('mode') === 'all_or_nothing' ? 'all_or_nothing' : 'best_effort',
        onExisting: file.fields.get('on_existing') === 'skip' ? 'skip' : 'update',
        dryRun: file.fields.get('dry_run') === 'true',
        byPosition: false,
      });
      const order = { file, options, caller: callerOfPage(res), req, res };
      const keep = async () => await Promise.resolve();
      if (file.bytes > mostBytesAtOnce) await importLater(parts, order, keep);
      else await importNow(parts, order, req.path, keep);
      res.redirect(303, `${req.baseUrl}/cases/import/${file.key}`);
    } catch (error) {
      const errors = formMessages(res, error).map(({ text }) => ({ field: 'file', text }));
      await show(res, null, errors);
    }
  },
};

/** Throws AppError not_found: also what a key imported. */
async function importOf(parts: Parts, req: Request, res: Response): Promise<StoredCaseImport> {
  const known = await findCaseImport(parts.db, String(req.params.key));
  if (known === null || known.caller !== callerOfPage(res).id) throw new AppError('not_found');
  return known;
}

export const caseImportResult: Route = {
  method: 'get',
  path: '/cases/import/:key',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    const { report, key } = await importOf(parts, req, res);
    await show(res, report === null ? 'waiting' : reportView(report, key, pageContext(parts, res)));
  },
};

export const caseImportErrorsCsv: Route = {
  method: 'get',
  path: '/cases/import/:key/errors.csv',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    const { key } = await importOf(parts, req, res);
    await sendErrorList(parts, res, key);
  },
};

const counted = ['rows', 'imported', 'updated', 'unchanged', 'skipped', 'refused', 'defaulted'] as const;

function reportView(report: CaseImportReport, key: string, { t, baseUrl }: PageContext): ReportView {
  const isNone = report.mode === 'all_or_nothing' && report.refused > 0;
  const title = isNone ? 'report_none' : report.dry_run ? 'report_dry' : 'report';
  return {
    title: t(`case-import.${title}`),
    counts: counted.map((name) => ({ name: t(`case-import.${name}`), count: countText(report[name]) })),
    notes: [
      ...(report.encoding === 'windows-874' ? [t('case-import.thai_windows')] : []),
      ...(report.ignored_columns.length > 0
        ? [t('case-import.ignored', { names: report.ignored_columns.join(', ') })]
        : []),
      ...(report.dry_run && !isNone ? [t('case-import.for_real')] : []),
    ],
    // The API and the whole list as CSV say it in English, as they are read by machines.
    errors: report.errors
      .slice(0, 100)
      .map((error) => ({ ...error, message: caseFaultText(error.message, t) })),
    list: report.errors_total === 0 ? null : `${baseUrl}/cases/import/${key}/errors.csv`,
  };
}
