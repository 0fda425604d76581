import type { Request } from 'express';
import { AppError } from '../../domain/errors.js';
import { deleteView, renameView, saveView } from '../../store/saved-views.js';
import { formFields } from '../form.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { readClaimsQuery } from './claims-query.js';

/** Lists that have saved views, and what makes sure that a kept query can be asked again. */
const pages: Readonly<Record<string, (parts: Parts, query: Record<string, string>) => Promise<unknown>>> = {
  claims: readClaimsQuery,
};

interface ViewForm {
  readonly page: string;
  readonly name: string;
  /** Where the person came from. */
  readonly back: string;
}

async function readForm(parts: Parts, req: Request): Promise<ViewForm & { readonly query: string }> {
  const { page, name, query } = formFields(req, ['page', 'name', 'query']);
  const check = pages[page];
  if (check === undefined) throw new AppError('not_found');
  const values = Object.fromEntries(new URLSearchParams(query));
  delete values.cursor;
  await check(parts, values);
  const kept = new URLSearchParams(values).toString();
  return { page, name: name.trim(), query: kept, back: `${req.baseUrl}/${page}?${kept}` };
}

function checkName(name: string): void {
  if (name === '' || name.length > 100) throw new AppError('view_name_due');
  // A view is kept and shown for long: no number of a patient stands in its name.
  if (/\d{13}/.test(name)) throw new AppError('view_name_due');
}

/** Keeps the present filter under a name; each person has views of their own. */
export const saveViewForm: Route = {
  method: 'post',
  path: '/saved-views',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { page, name, query, back } = await readForm(parts, req);
    checkName(name);
    await parts.db.transaction((tx) => saveView(tx, userOf(res).id, page, { name, query }));
    res.redirect(303, back);
  },
};

function idOf(req: Request): number {
  const id = Number(req.params.id);
  if (!Number.isSafeInteger(id)) throw new AppError('not_found');
  return id;
}

export const renameViewForm: Route = {
  method: 'post',
  path: '/saved-views/:id',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { page, name, back } = await readForm(parts, req);
    checkName(name);
    const change = { id: idOf(req), name };
    if (!(await parts.db.transaction((tx) => renameView(tx, userOf(res).id, page, change))))
      throw new AppError('not_found');
    res.redirect(303, back);
  },
};

export const deleteViewForm: Route = {
  method: 'post',
  path: '/saved-views/:id/delete',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { page, back } = await readForm(parts, req);
    await deleteView(parts.db, userOf(res).id, page, idOf(req));
    res.redirect(303, back);
  },
};
