import { z } from 'zod';
import type { FileType, LayoutDifference } from '../filetypes/file-type.js';
import { fileTypes } from '../filetypes/index.js';
import { requiredColumns } from '../filetypes/layout-mapping.js';
import type { Suggestion } from '../filetypes/likeness.js';

const place = z.int().min(0);
const keptDifference = z.object({
  layout: z.string(),
  fingerprint: z.string(),
  headings: z.array(z.string()),
  positions: z.array(place.nullable()),
  unknown: z.array(
    z.object({
      position: place,
      suggestion: z
        .object({ index: place, likeness: z.number(), samePlace: z.boolean(), sure: z.boolean() })
        .nullable(),
    }),
  ),
});

/** The difference as it was kept, with the form it names; null where this version does not know that form as it was. */
export function keptDifferenceOf(
  json: string | null,
): { readonly fileType: FileType; readonly difference: LayoutDifference } | null {
  const read = json === null ? null : keptDifference.safeParse(JSON.parse(json));
  if (!read?.success) return null;
  const difference: LayoutDifference = read.data;
  const fileType = fileTypes.find(({ id }) => id === difference.layout);
  return fileType?.columns.length === difference.positions.length ? { fileType, difference } : null;
}

/** A strange sheet beside the nearest form; positions are columns of the sheet, 0-based. */
export interface ComparedSheet {
  readonly layout: string;
  /** Every column of the form; position null = not found, or found in several places. */
  readonly columns: readonly {
    readonly index: number;
    readonly heading: string;
    /** Database column; null = kept as extra. */
    readonly name: string | null;
    readonly required: boolean;
    readonly position: number | null;
    readonly found: string | null;
  }[];
  /** Columns of the sheet that are none of the form's for certain. */
  readonly unknown: readonly {
    readonly position: number;
    readonly heading: string;
    readonly suggestion: Suggestion | null;
  }[];
}

/** What the page of a quarantined sheet shows; null where there is no form to compare with. */
export function comparedSheet(json: string | null): ComparedSheet | null {
  const kept = keptDifferenceOf(json);
  if (!kept) return null;
  const { fileType, difference } = kept;
  const { positions, headings, unknown } = difference;
  const required = requiredColumns(fileType);
  return {
    layout: fileType.id,
    columns: fileType.columns.map(([index, heading, name]) => {
      const position = positions[index] ?? null;
      const found = position === null ? null : (headings[position] ?? '');
      return { index, heading, name, required: required.has(index), position, found };
    }),
    unknown: unknown.map(({ position, suggestion }) => ({
      position,
      heading: headings[position] ?? '',
      suggestion,
    })),
  };
}
