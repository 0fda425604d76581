/** An approved mapping as it is kept and given to others: readable by people, checked on the way in. */
import { z } from 'zod';
import type { FileType, LayoutDifference } from './file-type.js';
import { pathKey } from './heading-paths.js';
import { fileTypes } from './index.js';
import { fitsForm, type LayoutMapping, layoutFingerprint, requiredColumns } from './layout-mapping.js';

const place = z.int().min(0).max(255);

export const mappingDocument = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/u),
  sheet_kind: z.string().max(30),
  /** Known form, e.g. `rep-opip-120`. */
  layout: z.string().max(60),
  /** Every column of the form: its heading and database column, and where the sheet has it under which heading. */
  columns: z.array(
    z.object({
      index: place,
      heading: z.string(),
      name: z.string().nullable(),
      position: place.nullable(),
      found: z.string().nullable(),
    }),
  ),
  /** Columns of the sheet that the form does not have: kept as extra ones. */
  kept: z.array(z.object({ position: place, heading: z.string() })),
});
export type MappingDocument = z.infer<typeof mappingDocument>;

/** Which column of the sheet is a missing column of the form: its position, or that NHSO does not send it any more. */
export type ColumnAnswer = number | 'gone';

/** Why answers make no mapping; `index` is the form's column. */
export interface AnswerFault {
  readonly index: number;
  readonly reason: 'undecided' | 'required' | 'twice';
}

/**
 * Puts a person's answers (by index of the form's column) into the difference. Every missing column needs one; TRAN_ID, row
 * number and REP no. cannot be gone; no column of the sheet is two columns of the form.
 */
export function answeredMapping(
  fileType: FileType,
  difference: LayoutDifference,
  answers: ReadonlyMap<number, ColumnAnswer>,
): { readonly document: MappingDocument; readonly faults: readonly AnswerFault[] } {
  const free = new Set(difference.unknown.map(({ position }) => position));
  const required = requiredColumns(fileType);
  const faults: AnswerFault[] = [];
  const given = new Set<number>();
  const positions = difference.positions.map((found, index) => {
    if (found !== null) return found;
    const answer = answers.get(index);
    if (answer === 'gone' && !required.has(index)) return null;
    const isFree = typeof answer === 'number' && free.has(answer);
    if (isFree && !given.has(answer)) {
      given.add(answer);
      return answer;
    }
    faults.push({ index, reason: answer === 'gone' ? 'required' : isFree ? 'twice' : 'undecided' });
    return null;
  });
  return { document: documentOf(fileType, difference, positions), faults };
}

function documentOf(
  fileType: FileType,
  { fingerprint, headings }: LayoutDifference,
  positions: readonly (number | null)[],
): MappingDocument {
  const used = new Set(positions);
  return {
    fingerprint,
    sheet_kind: fileType.sheetKind,
    layout: fileType.id,
    columns: fileType.columns.map(([index, heading, name]) => {
      const position = positions[index] ?? null;
      return { index, heading, name, position, found: position === null ? null : (headings[position] ?? '') };
    }),
    kept: headings.flatMap((heading, position) =>
      heading === '' || used.has(position) ? [] : [{ position, heading }],
    ),
  };
}

/**
 * The mapping as the reader uses it; null where it says what cannot be: a form that is not known or has changed, headings
 * that are not those of its fingerprint, a column twice, or one that must not be gone.
 */
export function readerMapping(
  { fingerprint, sheet_kind, layout, columns, kept }: MappingDocument,
  told: LayoutMapping['told'],
): LayoutMapping | null {
  const fileType = fileTypes.find(({ id }) => id === layout);
  if (!fileType || fileType.sheetKind !== sheet_kind || columns.length !== fileType.columns.length)
    return null;
  const isForm = fileType.columns.every(
    ([index, heading], at) =>
      columns[at]?.index === index && pathKey(columns[at].heading) === pathKey(heading),
  );
  const headings: string[] = [];
  for (const { position, found } of columns) if (position !== null) headings[position] = found ?? '';
  for (const { position, heading } of kept) headings[position] = heading;
  const isSheet = layoutFingerprint(Array.from(headings, (heading) => heading ?? '')) === fingerprint;
  const mapping = { fingerprint, layout, positions: columns.map(({ position }) => position), told };
  return isForm && isSheet && fitsForm(mapping, fileType) ? mapping : null;
}
