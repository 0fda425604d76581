import { instantText } from '../../domain/thai-date.js';
import type { LayoutMappingRow } from '../../store/layout-mappings.js';
import type { QuarantineRow } from '../../store/quarantine.js';
import { type Badge, fileBadge } from '../badges.js';
import type { PageContext } from '../page-context.js';
import { mappingChanges, mappingState } from './mapping-lines.js';

/** Who approved a sheet and when, what was said of its headings, and what came of it. */
export interface SheetDecisionView {
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** One line a heading; null where the mapping is not kept any more. */
  readonly changes: readonly string[] | null;
  readonly mapping: Badge | null;
  readonly mappings: string;
  /** The file as it is now. */
  readonly file: Badge;
}

/** null while the sheet is not approved. */
export function decisionOf(
  sheet: QuarantineRow,
  mapping: LayoutMappingRow | null,
  context: PageContext,
): SheetDecisionView | null {
  if (sheet.state !== 'approved') return null;
  const { t, language, baseUrl } = context;
  const fact = (name: string, text: string) => ({ label: t(name), text });
  return {
    facts: [
      fact(
        'quarantine-sheet.who',
        sheet.decided_by ?? mapping?.approved_name ?? t('quarantine-sheet.somebody'),
      ),
      fact(
        'quarantine-sheet.when',
        sheet.decided_at === null ? '–' : instantText(sheet.decided_at, language),
      ),
      fact('quarantine-sheet.note', sheet.note || '–'),
      fact('layout-mappings.layout', mapping?.layout_id ?? sheet.nearest_layout ?? '–'),
    ],
    changes: mapping && mappingChanges(mapping, context),
    mapping: mapping && mappingState(mapping, context),
    mappings: `${baseUrl}/quarantine/mappings`,
    file: fileBadge(sheet.file_status ?? '', t),
  };
}
