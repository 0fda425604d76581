import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemCode } from '../../domain/problems/index.js';
import { checkWorkbook } from '../../filetypes/check-workbook.js';
import { ReadFailure } from '../../filetypes/read-failure.js';
import { writeWorkbook } from '../../practice/biff8-writer.js';
import { createEclaimClient, type EclaimClient } from '../../upstreams/eclaim/client.js';
import type { OfferedFile } from '../../upstreams/eclaim/listing.js';
import type { SavedWorkbook } from '../../upstreams/eclaim/save-workbook.js';
import { UpstreamError } from '../../upstreams/upstream-error.js';
import type { UpstreamSettings } from '../../upstreams/upstream-settings.js';
import { fastSettings } from './fast-settings.js';
import { type Answerer, type OtherPortal, page, startOtherPortal } from './other-portal.js';
import { keepingLog } from './quiet-log.js';

export const rigMonth = { month: 1, yearBe: 2569, scheme: 'ucs' } as const;
export const rigName = 'eclaim_99999_OP_25690105_201501885';
export const rigWorkbook = writeWorkbook([
  { name: 'Detail', rows: Array.from({ length: 300 }, (_, row) => [row, `ก${row}`]) },
]);

/** A portal with one workbook, a folder for it, and clients that are closed with them. */
export interface EclaimRig {
  readonly portal: OtherPortal;
  readonly folder: string;
  readonly logLines: string[];
  open(change?: Partial<UpstreamSettings>, password?: string): EclaimClient;
  close(): Promise<void>;
}

export async function openRig(): Promise<EclaimRig> {
  const portal = await startOtherPortal();
  const folder = await mkdtemp(join(tmpdir(), 'portal-'));
  portal.rows.push({ name: rigName, repNo: '690190001', total: 1250, failed: 49 });
  portal.files.set(`${rigName}.xls`, rigWorkbook);
  const log = keepingLog();
  const clients: EclaimClient[] = [];
  return {
    portal,
    folder,
    logLines: log.lines,
    open(change = {}, password = 'right') {
      const settings = { ...fastSettings(portal.url), ...change };
      const account = { username: 'hospital', password };
      const client = createEclaimClient({ settings, account, log, checkWorkbook: wholeWorkbook });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.close();
      await portal.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What the reader of workbooks says. */
export function wholeWorkbook(bytes: Uint8Array): ProblemCode | null {
  try {
    checkWorkbook(bytes);
    return null;
  } catch (error) {
    if (error instanceof ReadFailure) return error.code;
    throw error;
  }
}

/** The rig's workbook as its listing offers it. */
export function offeredFile(portal: OtherPortal): OfferedFile {
  const url = new URL(`/webComponent/invoice/InvoiceReportExcelAction.do?fn=${rigName}.xls`, portal.url);
  return { filename: `${rigName}.xls`, url };
}

export function downloadTo(
  rig: EclaimRig,
  client: EclaimClient,
  signal = new AbortController().signal,
): Promise<SavedWorkbook> {
  const to = { folder: rig.folder, onBytes: () => undefined };
  return client.download(rigMonth, offeredFile(rig.portal), to, signal);
}

/** `work` must fail with this problem, or with one of these where the network decides which. */
export async function fails(work: Promise<unknown>, ...codes: ProblemCode[]): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof UpstreamError, String(error));
    assert.ok(codes.includes(error.code), `${error.code}, not ${codes.join(' or ')}`);
    return true;
  });
}

export function sendBytes(body: Buffer | string, type = 'application/vnd.ms-excel'): Answerer {
  return (_, response) => void response.writeHead(200, { 'content-type': type }).end(body);
}

export function sendStatus(code: number, headers: Record<string, string> = {}, body = ''): Answerer {
  return (_, response) => void response.writeHead(code, headers).end(body);
}

export function htmlPage(html: string): Answerer {
  return (_, response) => page(response, html);
}

/** A TCP reset. */
export const reset: Answerer = (_, response) => void response.socket?.resetAndDestroy();

export function times(count: number, answer: Answerer): Answerer[] {
  return Array.from({ length: count }, () => answer);
}
