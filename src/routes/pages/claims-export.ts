import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { type ExportFormatName, isExportFormat } from '../../domain/export-column.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendExport } from '../send-export.js';
import { readClaimsQuery } from './claims-query.js';

async function sendClaims(
  parts: Parts,
  req: Request,
  res: Response,
  format: ExportFormatName,
): Promise<void> {
  const { format: _format, ...query } = req.query;
  const { filter } = await readClaimsQuery(parts, query);
  await sendExport(parts, req, res, { filter, format, withIdentity: false });
}

/** All claims of the page's filter as a file, without names and citizen ids. */
const fileOf = (format: 'csv' | 'xlsx'): Route => ({
  method: 'get',
  path: `/claims.${format}`,
  permission: 'export',
  handle: (parts) => (req, res) => sendClaims(parts, req, res, format),
});

export const claimsCsv = fileOf('csv');
export const claimsXlsx = fileOf('xlsx');

export const claimsExport: Route = {
  method: 'get',
  path: '/claims/export',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const format = String(req.query.format ?? '');
    if (!isExportFormat(format)) throw new AppError('export_format_unknown', { format: format.slice(0, 20) });
    await sendClaims(parts, req, res, format);
  },
};
