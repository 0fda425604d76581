import { countText } from '../../domain/count-text.js';
import { fileKindOf } from '../../domain/file-kind.js';
import { isProblemCode, problemText } from '../../domain/problems/index.js';
import { instantText } from '../../domain/thai-date.js';
import type { FileAttemptRow, ImportedFileDetails } from '../../store/imported-file-details.js';
import type { PageContext } from '../page-context.js';

/** What happened, what was kept, what to do. */
export interface NoticeView {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly action: { readonly href: string; readonly text: string } | null;
}

/**
 * The most important thing about a file in words; null where all went well. `lastAttempt` says whether its rows are older
 * than the last try to read it.
 */
export function fileNotice(
  file: ImportedFileDetails,
  counts: { readonly errors: number; readonly warnings: number },
  lastAttempt: FileAttemptRow | null,
  { t, language, baseUrl }: PageContext,
): NoticeView | null {
  if (file.status === 'undone')
    return {
      tone: 'ok',
      icon: 'undo',
      title: t('file.notice_undone', { at: instantText(file.undone_at, language) }),
      text: t(fileKindOf(file.id) === 'stm' ? 'file.notice_undone_stm' : 'file.notice_undone_more'),
      action: null,
    };
  const problems = { href: '#problems', text: t('file.see_problems') };
  const action = counts.errors + counts.warnings > 0 ? problems : null;
  const told = toldReason(file.error_message, language);
  if (file.status === 'failed')
    return {
      tone: 'bad',
      icon: 'close',
      title: t('file.notice_failed'),
      text: told ?? t('file.notice_failed_more'),
      action,
    };
  if (file.status === 'quarantined') {
    const text = told ?? t('file.notice_quarantined_more');
    const compare = { href: `${baseUrl}/quarantine?file=${file.id}`, text: t('file.compare_headings') };
    return { tone: 'warn', icon: 'quar', title: t('file.notice_quarantined'), text, action: compare };
  }
  if (lastAttempt?.status === 'failed' || lastAttempt?.status === 'quarantined') {
    const reason = toldReason(lastAttempt.message, language);
    const text = [reason, t('file.notice_reread_more')].filter((part) => part !== null).join(' · ');
    return { tone: 'warn', icon: 'warn', title: t('file.notice_reread'), text, action };
  }
  if (file.rows_refused > 0) {
    const stored = countText(file.rows_inserted + file.rows_updated + file.rows_unchanged);
    return {
      tone: 'warn',
      icon: 'warn',
      title: t('file.notice_refused', { count: countText(file.rows_refused) }),
      text: t('file.notice_refused_more', { stored }),
      action,
    };
  }
  if (file.controls_agree === false) {
    const text = t('file.notice_disagree_more');
    return { tone: 'warn', icon: 'warn', title: t('file.notice_disagree'), text, action };
  }
  return null;
}

/** The stored reason is a code, or a text in Thai already. */
function toldReason(message: string | null, language: 'th' | 'en'): string | null {
  if (message === null || message === '') return null;
  if (isProblemCode(message)) return problemText(message, language);
  return language === 'th' ? message : null;
}
