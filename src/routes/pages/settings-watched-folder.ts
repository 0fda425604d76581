import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { instantText } from '../../domain/thai-date.js';
import { lookAtWatchedFolder, type MovedFile } from '../../services/look-at-watched-folder.js';
import type { Badge } from '../badges.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import type { NoticeView } from './file-notice.js';

/** views/pages/settings-watched-folder.ejs: is the folder read, what waits in it, what became of the last files? */
export interface WatchedFolderView {
  /** What is wrong with it, or that there is none; null = all well. */
  readonly notice: NoticeView | null;
  readonly state: Badge;
  readonly facts: readonly { readonly label: string; readonly text: string; readonly mono: boolean }[];
}

function withoutFolder(key: 'none' | 'imports_off', { t }: PageContext): WatchedFolderView {
  return {
    notice: {
      tone: 'warn',
      icon: 'info',
      title: t(`settings-watched-folder.${key}`),
      text: t(`settings-watched-folder.${key}_more`),
      action: null,
    },
    state: { tone: 'quiet', icon: 'minus', text: t('settings-watched-folder.off') },
    facts: [],
  };
}

async function viewOf({ config, watchPoller }: Parts, context: PageContext): Promise<WatchedFolderView> {
  const { t, language } = context;
  const { WATCH_DIR: folder, DB_TYPE: database } = config;
  if (database === 'none') return withoutFolder('imports_off', context);
  if (folder === '') return withoutFolder('none', context);
  const { reason, waiting, done, problem } = await lookAtWatchedFolder(folder);
  const lastLook = watchPoller?.lastLook() ?? null;
  const fact = (name: string, text: string, mono = false) => ({
    label: t(`settings-watched-folder.${name}`),
    text,
    mono,
  });
  const moved = (file: MovedFile | null) =>
    file === null
      ? t('settings-watched-folder.nothing')
      : `${file.name} · ${instantText(file.at.toISOString(), language)}`;
  const away = reason === null ? null : new AppError('watch_folder_unusable', { folder, reason });
  const [title = '', ...rest] = away?.text(language).split(' · ') ?? [];
  return {
    notice: away && { tone: 'bad', icon: 'warn', title, text: rest.join(' · '), action: null },
    state:
      reason === null
        ? { tone: 'ok', icon: 'check', text: t('settings-watched-folder.reachable') }
        : { tone: 'bad', icon: 'close', text: t('settings-watched-folder.away', { reason }) },
    facts: [
      fact('folder', folder, true),
      fact(
        'last_look',
        lastLook === null
          ? t('settings-watched-folder.no_look')
          : instantText(lastLook.toISOString(), language, true),
      ),
      fact('waiting', reason === null ? countText(waiting) : '–'),
      fact('last_done', reason === null ? moved(done) : '–'),
      fact('last_problem', reason === null ? moved(problem) : '–'),
    ],
  };
}

export const watchedFolderPage: Route = {
  method: 'get',
  path: '/settings/watched-folder',
  permission: 'administer',
  handle: (parts) => async (_req, res) => {
    await sendPage(res, 'settings-watched-folder', await viewOf(parts, pageContext(parts, res)));
  },
};
