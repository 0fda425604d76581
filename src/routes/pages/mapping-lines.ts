import { instantText } from '../../domain/thai-date.js';
import { changesOfMapping, readerMappingOfRow } from '../../services/approved-mappings.js';
import type { LayoutMappingRow } from '../../store/layout-mappings.js';
import type { Badge } from '../badges.js';
import type { PageContext } from '../page-context.js';

const mostChanges = 12;

/** What an approved mapping says of each heading, one line a heading. */
export function mappingChanges(row: LayoutMappingRow, { t }: PageContext): string[] {
  const changes = changesOfMapping(row);
  if (changes === null) return [];
  const { renamed, gone, kept } = changes;
  const all = [
    ...renamed.map((names) => t('layout-mappings.renamed', names)),
    ...gone.map((heading) => t('layout-mappings.gone', { heading })),
    ...(kept.length === 0 ? [] : [t('layout-mappings.kept', { headings: kept.join(' · ') })]),
  ];
  if (all.length === 0) return [t('layout-mappings.places')];
  return [...all.slice(0, mostChanges), ...(all.length > mostChanges ? ['…'] : [])];
}

/** Whether it is in use. */
export function mappingState(row: LayoutMappingRow, { t, language }: PageContext): Badge {
  if (row.revoked_at !== null) {
    const at = instantText(row.revoked_at, language, true);
    return { tone: 'quiet', icon: 'deny', text: t('layout-mappings.revoked', { at }) };
  }
  return readerMappingOfRow(row) === null
    ? { tone: 'warn', icon: 'warn', text: t('layout-mappings.unfit') }
    : { tone: 'ok', icon: 'check', text: t('layout-mappings.in_use') };
}
