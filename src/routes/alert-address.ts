import type { Permission } from '../domain/permission.js';
import type { Badge } from './badges.js';

/** Where the matter is seen to: the page of its file, the one where its headings are compared, the watched folder. */
export function alertAddress(
  key: string,
  { baseUrl, can }: { readonly baseUrl: string; readonly can: (permission: Permission) => boolean },
): string | null {
  if (key.startsWith('watch/')) return can('administer') ? `${baseUrl}/settings/watched-folder` : null;
  if (key.startsWith('rep/')) return can('fetch') ? `${baseUrl}/downloads` : null;
  if (key.startsWith('job/')) return can('fetch') ? `${baseUrl}/jobs?state=failed` : null;
  if (key.startsWith('account/'))
    return can('administer') ? `${baseUrl}/settings/nhso` : can('fetch') ? `${baseUrl}/session` : null;
  if (key.startsWith('session/')) return can('fetch') ? `${baseUrl}/session` : null;
  if (key.startsWith('openchs/'))
    return can('denials_read')
      ? `${baseUrl}/openchs`
      : can('administer')
        ? `${baseUrl}/settings/openchs`
        : null;
  if (key === 'channel/report') return can('administer') ? `${baseUrl}/settings/report` : null;
  if (key.startsWith('channel/')) return can('administer') ? `${baseUrl}/settings/alerts` : null;
  const [, id, matter] = /^file\/(?:rep|stm)\/(\d+)\/(\w+)$/.exec(key) ?? [];
  if (id === undefined) return null;
  return matter === 'quarantined' ? `${baseUrl}/quarantine?file=${id}` : `${baseUrl}/files/${id}`;
}

const looks: Readonly<Record<string, Pick<Badge, 'tone' | 'icon'>>> = {
  info: { tone: 'info', icon: 'info' },
  warning: { tone: 'warn', icon: 'warn' },
  error: { tone: 'bad', icon: 'close' },
};

/** Shape and colour of a severity; its word stands beside it. */
export function alertLook(severity: string): Pick<Badge, 'tone' | 'icon'> {
  return looks[severity] ?? { tone: 'quiet', icon: 'minus' };
}
