import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { type ExportFormatName, isExportFormat } from '../../domain/export-column.js';
import { grantOf } from '../../domain/permission.js';
import { dayOf } from '../../domain/thai-date.js';
import { measureClaims } from '../../figures/claim-export.js';
import { claimFilterNames, claimListQuery } from '../../figures/claim-list-filter.js';
import { claimOrderText } from '../../figures/claim-order.js';
import { type FieldMessage, formFields, formMessages } from '../form.js';
import { addressWith, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendExport } from '../send-export.js';
import { sendPage } from '../send-page.js';
import { outColumns } from './claims-columns.js';
import { claimsExportView, type ExportChoice, exportQuery, usualChoice } from './claims-export-view.js';
import { type ClaimQuery, readClaimsQuery } from './claims-query.js';

async function sendClaims(
  parts: Parts,
  req: Request,
  res: Response,
  format: ExportFormatName,
): Promise<void> {
  const { format: _format, ...query } = req.query;
  const asked = await readClaimsQuery(parts, query);
  await sendExport(parts, req, res, { ...tableOf(asked), format, withIdentity: false });
}

/** What goes out of a list: its claims, in its order, with the columns that were chosen for it. */
const tableOf = ({ filter, order, columns }: ClaimQuery) => ({
  ...{ filter, order, columns: outColumns(columns) },
});

/** All claims of the page's filter as a file, in its order and with its columns, without names and citizen ids. */
const fileOf = (format: 'csv' | 'xlsx'): Route => ({
  method: 'get',
  path: `/claims.${format}`,
  permission: 'export',
  handle: (parts) => (req, res) => sendClaims(parts, req, res, format),
});

export const claimsCsv = fileOf('csv');
export const claimsXlsx = fileOf('xlsx');

async function showPage(
  parts: Parts,
  res: Response,
  query: ClaimQuery,
  choice: ExportChoice,
  errors: readonly FieldMessage[],
): Promise<void> {
  const { total: rows } = await measureClaims(parts.db, {
    filter: query.filter,
    withIdentity: false,
    withLength: false,
  });
  const view = claimsExportView({ query, rows, choice, errors }, pageContext(parts, res));
  await sendPage(res, 'claims-export', view);
}

/** With `format` the file itself; else the page that says what would go out, and asks how. */
export const claimsExport: Route = {
  method: 'get',
  path: '/claims/export',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const format = String(req.query.format ?? '');
    if (isExportFormat(format)) return await sendClaims(parts, req, res, format);
    if (format !== '') throw new AppError('export_format_unknown', { format: format.slice(0, 20) });
    const { format: _format, ...query } = req.query;
    await showPage(parts, res, await readClaimsQuery(parts, query), usualChoice, []);
  },
};

/** What is asked beyond the rights of the reader, or without the reason that it needs, is refused. */
function checkIdentity(res: Response, { withIdentity, reason }: ExportChoice): void {
  if (!withIdentity) return;
  const grant = grantOf(userOf(res).roles, 'export_identity');
  if (grant !== 'yes' && grant !== 'with_reason') throw new AppError('not_allowed');
  if (grant === 'with_reason' && reason === '') throw new AppError('export_reason_due');
}

/**
 * Exports at once (`way=now`) or as a job (`way=job`). Names and citizen ids go out by this form alone: no address gives
 * them by itself.
 */
export const claimsExportForm: Route = {
  method: 'post',
  path: '/claims/export',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const fields = formFields(req, [
      ...[...claimFilterNames, 'sort', 'columns'],
      ...['format', 'way', 'identity', 'reason'],
    ] as const);
    const { format, way, identity, reason, ...query } = fields;
    const list = await readClaimsQuery(parts, query);
    if (!isExportFormat(format)) throw new AppError('export_format_unknown', { format: format.slice(0, 20) });
    const choice = { format, withIdentity: identity === 'yes', reason: reason.trim().slice(0, 500) };
    try {
      checkIdentity(res, choice);
    } catch (error) {
      return await showPage(parts, res, list, choice, formMessages(res, error));
    }
    const { withIdentity } = choice;
    const why = withIdentity && choice.reason !== '' ? choice.reason : null;
    if (way === 'job') {
      const userId = userOf(res).id;
      const { filter, order: by, columns } = tableOf(list);
      const how = { sort: claimOrderText(by), columns };
      const order = { format, filter: claimListQuery(filter), ...how, withIdentity, reason: why, userId };
      const orderedOn = dayOf(parts.now());
      await parts.runner.enqueue('export_claims', { ...order, orderedOn }, { userId });
      return res.redirect(303, `${req.baseUrl}/exports?done=ordered`);
    }
    if (!withIdentity)
      return res.redirect(303, addressWith(`${req.baseUrl}/claims/export`, { ...exportQuery(list), format }));
    await sendExport(parts, req, res, { ...tableOf(list), format, withIdentity }, why ?? undefined);
  },
};
