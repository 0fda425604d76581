import { ownAddress } from '../own-address.js';

export type FileLink =
  | { readonly kind: 'file'; readonly url: URL; readonly filename: string; readonly offered: string }
  | { readonly kind: 'refused'; readonly code: 'link_refused' | 'file_name_refused' };

const excelPath = /InvoiceReportExcelAction\.do/i;
const ecdPath = /GetFileAction\.do/i;
const nameFields = ['fn', 'filename', 'file'];

/** Whether a link of a listing row leads to the workbook, by its text or its path; not to the .ecd file. */
export function isExcelLink(href: string, text: string): boolean {
  if (ecdPath.test(href)) return false;
  return excelPath.test(href) || text.replace(/\s+/g, ' ').trim().toLowerCase() === 'download excel';
}

/** Reads a link to a workbook: address at the portal itself, and a file name that is safe on every disk. */
export function readFileLink(base: URL, page: URL, href: string, ecdName: string | null): FileLink {
  const url = ownAddress(base, page, href.trim());
  if (url === null) return { kind: 'refused', code: 'link_refused' };
  const offered = nameInQuery(url) ?? ecdName;
  const filename = offered === null ? null : storedName(offered);
  if (offered === null || filename === null) return { kind: 'refused', code: 'file_name_refused' };
  return { kind: 'file', url, filename, offered };
}

function nameInQuery(url: URL): string | null {
  for (const field of nameFields)
    for (const [name, value] of url.searchParams)
      if (name.toLowerCase() === field && value.trim() !== '') return value;
  return null;
}

/**
 * The name under which a workbook is stored and compared, e.g. `eclaim_99999_OP_25690105_201501885.xls`: the last
 * part of a path, without `rep_` in front, `.ecd` made `.xls`. null if it is not a plain file name.
 */
export function storedName(offered: string): string | null {
  const last = offered.trim().split(/[\\/]/).at(-1) ?? '';
  const base = last.replace(/\.(ecd|xlsx?)$/i, '').replace(/^rep_(?=eclaim_)/i, '');
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(base) || base.includes('..')) return null;
  return base.length > 196 ? null : `${base}.xls`;
}
