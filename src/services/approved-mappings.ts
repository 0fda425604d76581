import type { Queryable } from '../db/db.js';
import { dayOf, dayText } from '../domain/thai-date.js';
import { pathKey } from '../filetypes/heading-paths.js';
import type { LayoutMapping } from '../filetypes/layout-mapping.js';
import { type MappingDocument, mappingDocument, readerMapping } from '../filetypes/mapping-document.js';
import { type LayoutMappingRow, mappingsInUse } from '../store/layout-mappings.js';

/** A kept mapping as it is given to others; null where it cannot be read any more. */
export function documentOfRow(row: LayoutMappingRow): MappingDocument | null {
  const kept: unknown = JSON.parse(row.mapping);
  const read = mappingDocument.safeParse({
    ...(typeof kept === 'object' ? kept : {}),
    fingerprint: row.fingerprint,
    sheet_kind: row.sheet_kind,
    layout: row.layout_id,
  });
  return read.success ? read.data : null;
}

/** A kept mapping as the reader uses it; null where it does not fit the forms of this version. */
export function readerMappingOfRow(row: LayoutMappingRow): LayoutMapping | null {
  const document = documentOfRow(row);
  const day = dayOf(row.approved_at);
  const told = { by: row.approved_name, at_th: dayText(day, 'th'), at_en: dayText(day, 'en') };
  return document && readerMapping(document, told);
}

/** The mappings in use, for `parseWorkbook(path, limits, { mappings })`: read before each import, whatever process runs it. */
export async function approvedMappings(db: Queryable): Promise<LayoutMapping[]> {
  return (await mappingsInUse(db)).map(readerMappingOfRow).filter((mapping) => mapping !== null);
}

/** What a kept mapping says beyond what the form says itself; null where it cannot be read any more. */
export function changesOfMapping(row: LayoutMappingRow): {
  readonly renamed: readonly { readonly heading: string; readonly found: string }[];
  readonly gone: readonly string[];
  readonly kept: readonly string[];
} | null {
  const document = documentOfRow(row);
  if (document === null) return null;
  const renamed = document.columns.flatMap(({ heading, found }) =>
    found === null || found === '' || pathKey(found) === pathKey(heading) ? [] : [{ heading, found }],
  );
  const gone = document.columns.filter(({ found }) => found === null).map(({ heading }) => heading);
  return { renamed, gone, kept: document.kept.map(({ heading }) => heading) };
}
