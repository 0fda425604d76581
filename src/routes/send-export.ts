import type { Request, Response } from 'express';
import { claimListQuery } from '../figures/claim-list-filter.js';
import { claimOrderText } from '../figures/claim-order.js';
import { writeTo } from '../formats/write-to.js';
import {
  type ClaimExport,
  type ExportFacts,
  type ExportTarget,
  exportClaims,
} from '../services/export-claims.js';
import type { Parts } from './parts.js';
import { recordAccess } from './record-access.js';

/** Somebody who takes nothing for so long has gone without a word; the database does not wait for them. */
const stallMs = 120_000;

/** What the audit log keeps of an order: the filter as it was understood, with which file and columns. */
export function recordedOrder(order: ClaimExport): Record<string, unknown> {
  const { filter, format, withIdentity, columns } = order;
  const sort = order.order === undefined ? null : claimOrderText(order.order);
  const { q, ...asked } = claimListQuery(filter);
  const picked = filter.picked.map(({ hospital, tranId }) => `${hospital}/${tranId}`);
  return {
    ...{ ...asked, ...(q && { by: 'TRAN_ID' }), ...(picked.length > 0 && { picked }) },
    ...{ ...(sort && { sort }), ...(columns && { columns }), format, with_identity: withIdentity },
  };
}

function head(res: Response, { filename, contentType }: ExportFacts): void {
  res.status(200);
  res.setHeader('content-type', contentType);
  res.setHeader('content-disposition', `attachment; filename="${filename}"`);
  res.setHeader('cache-control', 'no-store');
}

/** Resolves when the last byte went out; rejects where the other end closed before. */
function sentWhole(res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    res.once('finish', resolve);
    res.once('close', () => reject(new Error('the reader left before the last byte')));
    res.end();
  });
}

/**
 * Streams an export as a file to save. It is recorded before its first byte, and at its end with the rows that went
 * out: also an end that never comes leaves its trace. Where it ends early the transfer is broken off, so
 * that no browser takes it for whole, and the record says so.
 */
export async function sendExport(
  parts: Parts,
  req: Request,
  res: Response,
  order: ClaimExport,
  reason?: string,
): Promise<void> {
  const recorded = { subject: 'claims', filter: recordedOrder(order), ...(reason && { reason }) };
  await sendRows(parts, req, res, recorded, (target) => exportClaims(parts, order, target));
}

/** The same of whatever rows `produce` writes. */
export async function sendRows(
  parts: Parts,
  req: Request,
  res: Response,
  recorded: {
    readonly subject: string;
    readonly filter: Readonly<Record<string, unknown>>;
    readonly reason?: string;
  },
  produce: (target: ExportTarget) => Promise<ExportFacts>,
): Promise<void> {
  const left = new AbortController();
  res.once('close', () => left.abort());
  res.on('error', () => undefined); // told by the write that fails
  let sent = 0;
  const record = (outcome: 'begun' | 'done' | 'refused' | 'incomplete') =>
    recordAccess(parts, res, 'export', { ...recorded, ...(outcome !== 'begun' && { rows: sent }), outcome });
  const giveBack = parts.exportSlots.take();
  try {
    await record('begun');
    await produce({
      async open(facts) {
        head(res, facts);
        res.flushHeaders();
        return { write: (piece) => writeTo(res, piece, { stallMs }) };
      },
      progress: (rows) => {
        sent = rows;
      },
      signal: left.signal,
    });
    await sentWhole(res);
  } catch (error) {
    if (!res.headersSent && !left.signal.aborted) {
      await record('refused');
      throw error;
    }
    res.destroy();
    await record('incomplete');
    parts.log.warn({ source: 'web', err: error, rows: sent }, `an export ended early: ${req.path}`);
    return;
  } finally {
    giveBack();
  }
  await record('done');
}
