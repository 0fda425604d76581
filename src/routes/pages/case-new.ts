import type { Request, Response } from 'express';
import { newCaseInput } from '../../domain/case-input.js';
import { createCase } from '../../services/create-case.js';
import { findCaseClaim } from '../../store/case-claims.js';
import { actorOf, type FieldMessage } from '../form.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import {
  type CaseFormView,
  caseForm,
  caseMessages,
  formInput,
  readForm,
  type TypedCase,
  typedCase,
} from './case-form.js';

/** views/pages/case-new.ejs */
export interface NewCaseView {
  readonly form: CaseFormView;
  readonly errors: readonly FieldMessage[];
  /** Where the reader came from. */
  readonly back: string;
}

const blank: TypedCase = {
  ...{ title: '', description: '', category: 'other', priority: 'medium', status: 'open', tran_id: '' },
  ...{ reporter_phone: '', reporter_email: '', assigned_to: '', external_ref: '' },
};

async function show(
  parts: Parts,
  res: Response,
  values: TypedCase,
  errors: readonly FieldMessage[],
): Promise<void> {
  const context = pageContext(parts, res);
  const { baseUrl } = context;
  const back =
    values.tran_id === '' ? `${baseUrl}/cases` : `${baseUrl}/claims/${encodeURIComponent(values.tran_id)}`;
  const view: NewCaseView = { form: await caseForm(parts, values, context), errors, back };
  await sendPage(res, 'case-new', view);
}

/** What the page of a claim brings along: the claim, a title and the category that fit it. */
async function forClaim(parts: Parts, req: Request, res: Response): Promise<TypedCase> {
  const { tran_id: asked } = req.query;
  if (typeof asked !== 'string' || asked === '' || asked.length > 64) return blank;
  const { t } = pageContext(parts, res);
  const { HOSPITAL_CODE: own } = await parts.settings.current();
  const claim = await findCaseClaim(parts.db, asked, { hospital: null, own });
  const code = claim?.denyCode ?? null;
  return {
    ...blank,
    tran_id: asked,
    category: code === null ? 'other' : 'denial',
    title:
      code === null
        ? t('cases.for_claim', { tran_id: asked })
        : t('cases.for_denied', { tran_id: asked, code }),
  };
}

export const caseNewPage: Route = {
  method: 'get',
  path: '/cases/new',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    await show(parts, res, await forClaim(parts, req, res), []);
  },
};

const formNames = [
  ...(['title', 'description', 'category', 'priority', 'status', 'tran_id'] as const),
  ...(['reporter_phone', 'reporter_email', 'assigned_to', 'external_ref'] as const),
];

export const caseNewForm: Route = {
  method: 'post',
  path: '/cases/new',
  permission: 'denials_work',
  handle: (parts) => async (req, res) => {
    const { HOSPITAL_CODE: ownHospital } = await parts.settings.current();
    const reach = { hospital: null, ownHospital };
    try {
      const given = Object.entries(formInput(req, formNames)).filter(([, value]) => value !== null);
      const input = readForm(newCaseInput, Object.fromEntries(given));
      const made = await createCase(parts, { input, source: 'page', reach, by: actorOf(req, res) });
      res.redirect(303, `${req.baseUrl}/cases/${made.id}?done=made`);
    } catch (error) {
      const errors = caseMessages(res, error, pageContext(parts, res));
      await show(parts, res, typedCase(req), errors);
    }
  },
};
