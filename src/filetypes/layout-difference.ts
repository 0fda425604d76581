import type { FileType, LayoutDifference } from './file-type.js';
import { layoutFingerprint } from './layout-mapping.js';
import { type SheetColumn, suggestColumns } from './likeness.js';

/** The form's column that would stand at `position` if the sheet went on as it does at its known column on that side. */
function expectedAt(
  position: number,
  step: 1 | -1,
  known: ReadonlyMap<number, number>,
  ends: { readonly sheet: number; readonly form: number },
): number {
  for (let at = position + step; at >= 0 && at < ends.sheet; at += step) {
    const index = known.get(at);
    if (index !== undefined) return index + (position - at);
  }
  // No known column on that side: both are counted from their ends.
  return step === -1 ? position : ends.form - (ends.sheet - position);
}

/**
 * Says how a sheet differs from a form: `headings` are the sheet's paths by column, `positions` what was found beyond
 * doubt. Each column that is left over is offered as the missing one that it is most like, or whose place it has.
 */
export function layoutDifference(
  fileType: FileType,
  headings: readonly string[],
  positions: readonly (number | null)[],
): LayoutDifference {
  const known = new Map<number, number>();
  for (const [index, position] of positions.entries()) if (position !== null) known.set(position, index);
  const ends = {
    sheet: headings.findLastIndex((heading) => heading !== '') + 1,
    form: fileType.columns.length,
  };
  const unknown = headings.flatMap((heading, position): SheetColumn[] => {
    if (heading === '' || known.has(position)) return [];
    const expected = ([-1, 1] as const).map((step) => expectedAt(position, step, known, ends));
    return [{ position, heading, expected }];
  });
  const missing = fileType.columns.flatMap(([, heading], index) =>
    positions[index] === null ? [{ index, heading }] : [],
  );
  const suggestions = suggestColumns(missing, unknown);
  return {
    layout: fileType.id,
    fingerprint: layoutFingerprint(headings),
    headings,
    positions,
    unknown: unknown.map(({ position }) => ({ position, suggestion: suggestions.get(position) ?? null })),
  };
}
