import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { isExportFormat } from '../../domain/export-column.js';
import { type ClaimNumber, everyClaim } from '../../figures/claim-list-filter.js';
import { readClaimOrder } from '../../figures/claim-order.js';
import { formFields, formList } from '../form.js';
import type { Route } from '../route.js';
import { sendExport } from '../send-export.js';
import { outColumns, readColumns } from './claims-columns.js';

/** As many as the longest page has. */
const mostPicked = 500;

const numbers = z.array(z.string().regex(/^[^/]{1,10}\/[^\r\n]{1,64}$/)).max(mostPicked);

/** The value of a row's checkbox; the TRAN_ID alone may stand for claims of two hospitals. */
export const pickOf = ({ hospital, tranId }: ClaimNumber): string => `${hospital}/${tranId}`;

/**
 * The rows that a form of the list picked.
 * @throws AppError claims_none_picked, filter_invalid
 */
export function pickedIn(req: Request): ClaimNumber[] {
  const read = numbers.safeParse(formList(req, 'pick'));
  if (!read.success) throw new AppError('filter_invalid', { name: 'pick', example: '99999/690000001' });
  if (read.data.length === 0) throw new AppError('claims_none_picked');
  return read.data.map((pick) => {
    const slash = pick.indexOf('/');
    return { hospital: pick.slice(0, slash), tranId: pick.slice(slash + 1) };
  });
}

/** The TRAN_IDs of picked rows as plain text, one a line, to be copied where no script runs. */
export const claimsPicked: Route = {
  method: 'post',
  path: '/claims/picked',
  permission: 'claims',
  handle: () => (req, res) => {
    const lines = pickedIn(req).map(({ tranId }) => `${tranId}\n`);
    res.type('text/plain').send(lines.join(''));
  },
};

/** The picked rows alone as a file, in the order and with the columns of their list, without names and citizen ids. */
export const claimsPickedExport: Route = {
  method: 'post',
  path: '/claims/picked/export',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { format, columns, sort } = formFields(req, ['format', 'columns', 'sort']);
    if (!isExportFormat(format)) throw new AppError('export_format_unknown', { format: format.slice(0, 20) });
    const table = { order: readClaimOrder(sort), columns: outColumns(readColumns(columns)) };
    const filter = { ...everyClaim, picked: pickedIn(req) };
    await sendExport(parts, req, res, { filter, ...table, format, withIdentity: false });
  },
};
