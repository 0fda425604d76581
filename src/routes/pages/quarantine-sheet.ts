import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { grantOf } from '../../domain/permission.js';
import { comparedSheet } from '../../services/compare-headings.js';
import {
  type AnswerFault,
  approveLayout,
  type ColumnAnswer,
  rejectLayout,
} from '../../services/decide-layout.js';
import { keptWorkbookPath } from '../../services/keep-workbook.js';
import { defaultTrialLimits, tryLayout } from '../../services/try-layout.js';
import { findMappingOf } from '../../store/layout-mappings.js';
import { filesWaitingFor, findQuarantine, type WaitingFile } from '../../store/quarantine.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import {
  fieldOf,
  type GivenAnswers,
  type QuarantineSheet,
  quarantineSheetView,
} from './quarantine-sheet-view.js';

async function sheetOf(parts: Parts, req: Request): Promise<QuarantineSheet> {
  const { id } = req.params;
  const known = typeof id === 'string' && /^\d{1,15}$/.test(id);
  const sheet = known ? await findQuarantine(parts.db, Number(id)) : null;
  if (sheet === null) throw new AppError('not_found');
  return sheet;
}

async function show(parts: Parts, res: Response, sheet: QuarantineSheet, given: GivenAnswers): Promise<void> {
  const grant = grantOf(userOf(res).roles, 'undo');
  const rights = { mayDecide: grant === 'yes' || grant === 'with_reason', noteDue: grant === 'with_reason' };
  const { fingerprint, sheet_kind: sheetKind } = sheet;
  const mapping =
    sheet.state === 'approved' && fingerprint !== '' && sheetKind !== null
      ? await findMappingOf(parts.db, { fingerprint, sheetKind })
      : null;
  const context = pageContext(parts, res);
  await sendPage(res, 'quarantine-sheet', quarantineSheetView({ sheet, mapping }, given, rights, context));
}

const nothingGiven: GivenAnswers = { choices: new Map(), note: '', errors: [], trial: null };

/** How does this sheet differ from the nearest known form, and what is to become of it? */
export const quarantineSheetPage: Route = {
  method: 'get',
  path: '/quarantine/:id',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    await show(parts, res, await sheetOf(parts, req), nothingGiven);
  },
};

function choicesOf(req: Request, sheet: QuarantineSheet): ReadonlyMap<string, string> {
  const missing = comparedSheet(sheet.difference)?.columns.filter(({ position }) => position === null) ?? [];
  const fields = formFields(
    req,
    missing.map(({ index }) => fieldOf(index)),
  );
  return new Map(Object.entries(fields));
}

function answersOf(choices: ReadonlyMap<string, string>): ReadonlyMap<number, ColumnAnswer> {
  const answers = new Map<number, ColumnAnswer>();
  for (const [field, value] of choices) {
    const index = Number(field.slice(1));
    if (value === 'gone') answers.set(index, 'gone');
    else if (/^\d{1,3}$/.test(value)) answers.set(index, Number(value));
  }
  return answers;
}

function faultMessages(
  parts: Parts,
  res: Response,
  sheet: QuarantineSheet,
  faults: readonly AnswerFault[],
): FieldMessage[] {
  const { t } = pageContext(parts, res);
  const columns = comparedSheet(sheet.difference)?.columns ?? [];
  const keys = { undecided: 'undecided', required: 'required_gone', twice: 'twice' } as const;
  return faults.map(({ index, reason }) => ({
    field: fieldOf(index),
    text: t(`quarantine-sheet.${keys[reason]}`, { heading: columns[index]?.heading ?? '' }),
  }));
}

/** Has the files imported whose headings are known now; answers where the work can be watched. */
export async function importWaiting(
  parts: Parts,
  res: Response,
  fingerprint: string,
): Promise<string | null> {
  const userId = userOf(res).id;
  const bySource = new Map<string, WaitingFile[]>();
  for (const file of await filesWaitingFor(parts.db, fingerprint))
    bySource.set(file.source, [...(bySource.get(file.source) ?? []), file]);
  let jobKey: string | null = null;
  for (const [source, files] of bySource) {
    const params = {
      files: files.map(({ filename, stored_path: kept }) => ({
        path: keptWorkbookPath(parts.config.DOWNLOAD_DIR, kept),
        name: filename,
      })),
      source,
      userId,
    };
    const { job } = await parts.runner.enqueue('import_files', params, { userId });
    jobKey = job.jobKey;
  }
  return jobKey === null ? null : `${res.req.baseUrl}/jobs/${encodeURIComponent(jobKey)}`;
}

/** Reads the file by the answers and shows what would come in; nothing is stored. */
async function tryAnswers(
  parts: Parts,
  res: Response,
  sheet: QuarantineSheet,
  given: Pick<GivenAnswers, 'choices' | 'note'>,
): Promise<void> {
  const { UPLOAD_MAX_MB: megabytes, DOWNLOAD_DIR: downloadDir } = parts.config;
  const { faults, trial } = await tryLayout(
    { db: parts.db, downloadDir, limits: { ...defaultTrialLimits, maxBytes: megabytes * 1024 * 1024 } },
    { quarantineId: sheet.id, answers: answersOf(given.choices) },
  );
  if (faults.length > 0) res.status(422);
  await show(parts, res, sheet, { ...given, errors: faultMessages(parts, res, sheet, faults), trial });
}

/** Approves the mapping (`decision` = approve) or rejects the sheet; a wrong form is shown again as it was sent. */
async function decide(parts: Parts, req: Request, res: Response): Promise<void> {
  const sheet = await sheetOf(parts, req);
  const { note: typed, decision } = formFields(req, ['note', 'decision']);
  const note = typed.trim().slice(0, 500);
  const choices = choicesOf(req, sheet);
  const here = `${req.baseUrl}/quarantine/${sheet.id}`;
  const noteDue = decision !== 'approve' || grantOf(userOf(res).roles, 'undo') === 'with_reason';
  const asked = { quarantineId: sheet.id, by: actorOf(req, res), note, at: parts.now() };
  try {
    if (decision === 'try') return await tryAnswers(parts, res, sheet, { choices, note });
    if (note === '' && noteDue) throw new AppError('decision_note_due');
    if (decision !== 'approve') {
      await rejectLayout(parts, asked);
      return res.redirect(303, here);
    }
    const { faults, fingerprint } = await approveLayout(parts, { ...asked, answers: answersOf(choices) });
    if (faults.length === 0) {
      return res.redirect(303, (await importWaiting(parts, res, fingerprint)) ?? here);
    }
    res.status(422);
    await show(parts, res, sheet, {
      choices,
      note,
      errors: faultMessages(parts, res, sheet, faults),
      trial: null,
    });
  } catch (error) {
    await show(parts, res, sheet, { choices, note, errors: formMessages(res, error), trial: null });
  }
}

export const decideSheetForm: Route = {
  method: 'post',
  path: '/quarantine/:id',
  permission: 'undo',
  handle: (parts) => async (req, res) => {
    await decide(parts, req, res);
  },
};

/** Again, for files that still wait though their headings were approved. */
export const importWaitingForm: Route = {
  method: 'post',
  path: '/quarantine/:id/import',
  permission: 'undo',
  handle: (parts) => async (req, res) => {
    const sheet = await sheetOf(parts, req);
    if (sheet.fingerprint === '') throw new AppError('layout_not_mappable', { sheet: sheet.sheet_name });
    const job = await importWaiting(parts, res, sheet.fingerprint);
    res.redirect(303, job ?? `${req.baseUrl}/quarantine/${sheet.id}`);
  },
};

/** Every column of the form and every strange one of the sheet. */
function columnRows({ difference }: QuarantineSheet) {
  const compared = comparedSheet(difference);
  if (!compared) return [];
  const { columns, unknown } = compared;
  const known = columns.map(({ index, heading, name, position, found }) => {
    const state = position === null ? 'missing' : position === index ? 'same' : 'moved';
    return { index, heading, name, position, found, state, probably: null, likeness: null };
  });
  const strange = unknown.map(({ position, heading, suggestion }) => ({
    index: null,
    heading: null,
    name: null,
    position,
    found: heading,
    state: 'unknown',
    probably: suggestion === null ? null : (columns[suggestion.index]?.heading ?? null),
    likeness: suggestion?.likeness ?? null,
  }));
  return [...known, ...strange];
}
type ColumnLine = ReturnType<typeof columnRows>[number];

export const quarantineSheetJson: Route = {
  method: 'get',
  path: '/quarantine/:id.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const sheet = await sheetOf(parts, req);
    const rows = columnRows(sheet);
    res.json({
      quarantine_id: sheet.id,
      file_id: sheet.file_id,
      sheet: sheet.sheet_name,
      nearest_layout: sheet.nearest_layout,
      fingerprint: sheet.fingerprint,
      state: sheet.state,
      rows,
      total: rows.length,
      as_of: parts.now().toISOString(),
      next_cursor: null,
    });
  },
};

const csvNames = ['index', 'heading', 'name', 'position', 'found', 'state', 'probably', 'likeness'] as const;

export const quarantineSheetCsv: Route = {
  method: 'get',
  path: '/quarantine/:id.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const sheet = await sheetOf(parts, req);
    const columns = csvNames.map((name) => ({ name, value: (row: ColumnLine): CsvValue => row[name] }));
    const rows = await sendCsv(res, `quarantine-${sheet.id}.csv`, columns, columnRows(sheet));
    await recordAccess(parts, res, 'export', { subject: `quarantine ${sheet.id}`, rows });
  },
};
