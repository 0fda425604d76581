import type { NoticeView } from './file-notice.js';

/** What became of what a page was asked to do. */
export const pageNotice = (tone: NoticeView['tone'], title: string, text = ''): NoticeView => ({
  tone,
  icon: tone === 'ok' ? 'check' : 'warn',
  title,
  text,
  action: null,
});
