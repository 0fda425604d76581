import type { Request, Response } from 'express';
import { caseFieldNames } from '../../domain/case.js';
import { caseChangeInput } from '../../domain/case-input.js';
import { AppError } from '../../domain/errors.js';
import { changeCase } from '../../services/change-case.js';
import { caseActivity } from '../../store/case-activity.js';
import { findCase, type StoredCase } from '../../store/cases.js';
import { actorOf, type FieldMessage, formFields, formList } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { type CsvValue, sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { caseForm, caseMessages, formInput, readForm, type TypedCase, typedCase } from './case-form.js';
import { caseView } from './case-view.js';
import { caseTwin } from './cases.js';

/** Throws AppError not_found. */
async function caseOf(parts: Parts, req: Request): Promise<StoredCase> {
  const id = String(req.params.id);
  const found = /^[1-9]\d{0,14}$/.test(id) ? await findCase(parts.db, Number(id), null) : null;
  if (found === null) throw new AppError('not_found');
  return found;
}

/** How a reporter is reached stands in no page. */
function valuesOf(stored: StoredCase): TypedCase {
  const shown = caseFieldNames.map((name) => [name, stored[name] ?? '']);
  return { ...Object.fromEntries(shown), reporter_phone: '', reporter_email: '' } as TypedCase; // every name is there
}

async function show(
  parts: Parts,
  res: Response,
  stored: StoredCase,
  asked: {
    readonly values: TypedCase;
    readonly errors: readonly FieldMessage[];
    readonly done: string | null;
  },
): Promise<void> {
  const context = pageContext(parts, res);
  const form = await caseForm(parts, asked.values, context);
  const activity = await caseActivity(parts.db, stored.id);
  await sendPage(res, 'case', caseView({ stored, activity, form, ...asked }, context));
}

export const casePage: Route = {
  method: 'get',
  path: '/cases/:id',
  permission: 'denials_read',
  handle: (parts) => async (req, res) => {
    const stored = await caseOf(parts, req);
    const { done } = req.query;
    const known = done === 'made' || done === 'saved' ? done : null;
    await show(parts, res, stored, { values: valuesOf(stored), errors: [], done: known });
  },
};

/** Changes what the form has; one whose page is older than the last change is told so and changes nothing. */
export const caseChangeForm: Route = {
  method: 'post',
  path: '/cases/:id',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    const stored = await caseOf(parts, req);
    const { HOSPITAL_CODE: ownHospital } = await parts.settings.current();
    const reach = { hospital: null, ownHospital };
    const version = Number(formFields(req, ['version']).version);
    const ifVersion = Number.isSafeInteger(version) ? version : 0;
    try {
      const input = readForm(caseChangeInput, changesOf(req));
      await changeCase(parts, { id: stored.id, input, reach, by: actorOf(req, res), ifVersion });
      res.redirect(303, `${req.baseUrl}/cases/${stored.id}?done=saved`);
    } catch (error) {
      const errors = caseMessages(res, error, pageContext(parts, res));
      const typed = typedCase(req);
      const values = { ...valuesOf(stored), ...given(req, typed) };
      await show(parts, res, stored, { values, errors, done: null });
    }
  },
};

/** Contacts that were left empty stay as they are: the page does not show them. */
function changesOf(req: Request): Record<string, string | null> {
  const { reporter_phone: phone, reporter_email: email, ...rest } = formInput(req, caseFieldNames);
  if (formList(req, 'clear_contact').includes('yes'))
    return { ...rest, reporter_phone: null, reporter_email: null };
  return { ...rest, ...(phone && { reporter_phone: phone }), ...(email && { reporter_email: email }) };
}

function given(req: Request, typed: TypedCase): Partial<TypedCase> {
  const names = Object.keys(formInput(req, caseFieldNames));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => names.includes(name)));
}

export const caseJsonPage: Route = {
  method: 'get',
  path: '/cases/:id.json',
  permission: 'denials_read',
  handle: (parts) => async (req, res) => {
    const stored = await caseOf(parts, req);
    const activity = await caseActivity(parts.db, stored.id);
    res.json({
      case: caseTwin(stored),
      rows: activity.map((row) => ({
        activity: row.activity,
        field: row.field,
        old_value: row.oldValue,
        new_value: row.newValue,
        by: row.actorName,
        at: row.at,
      })),
      total: activity.length,
      as_of: parts.now().toISOString(),
      next_cursor: null,
    });
  },
};

type Activity = Awaited<ReturnType<typeof caseActivity>>[number];
const activityColumns: readonly { readonly name: string; readonly value: (row: Activity) => CsvValue }[] = [
  { name: 'at', value: (row) => row.at },
  { name: 'by', value: (row) => row.actorName },
  { name: 'activity', value: (row) => row.activity },
  { name: 'field', value: (row) => row.field },
  { name: 'old_value', value: (row) => row.oldValue },
  { name: 'new_value', value: (row) => row.newValue },
];

export const caseCsv: Route = {
  method: 'get',
  path: '/cases/:id.csv',
  permission: 'denials_export',
  handle: (parts) => async (req, res) => {
    const stored = await caseOf(parts, req);
    const rows = await sendCsv(
      res,
      `case_${stored.id}.csv`,
      activityColumns,
      await caseActivity(parts.db, stored.id),
    );
    await recordAccess(parts, res, 'export', { subject: `case ${stored.case_number}`, rows });
  },
};
