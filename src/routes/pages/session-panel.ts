import type { Config } from '../../config.js';
import { instantText } from '../../domain/thai-date.js';
import type { UpstreamSessionRow } from '../../store/upstream-session-list.js';
import type { Badge } from '../badges.js';
import type { PageContext } from '../page-context.js';

/** The sign-in to NHSO in words: what is, what to do. */
export interface SessionPanel {
  readonly badge: Badge;
  readonly text: string;
  readonly last: string;
  readonly settings: string | null;
  /** The page where a person signs in. */
  readonly page: string | null;
}

const looks: Readonly<Record<string, Pick<Badge, 'tone' | 'icon'>>> = {
  signed_in: { tone: 'ok', icon: 'check' },
  needs_otp: { tone: 'warn', icon: 'key' },
  needs_scan: { tone: 'warn', icon: 'key' },
  refused: { tone: 'bad', icon: 'close' },
};

export function sessionPanel(
  sessions: readonly UpstreamSessionRow[],
  config: Pick<Config, 'ECLAIM_USERNAME'>,
  { t, language, baseUrl, can }: PageContext,
): SessionPanel {
  const session = sessions.find(({ upstream }) => upstream === 'eclaim');
  const state = session?.state ?? 'signed_out';
  const look = looks[state] ?? { tone: 'quiet', icon: 'key' };
  return {
    badge: { ...look, text: t(`session.${state}`) },
    text: t(sessionText(state, session === undefined && config.ECLAIM_USERNAME === '')),
    last:
      session?.signed_in_at == null
        ? t('downloads.never_signed_in')
        : t('downloads.last_signed_in', { at: instantText(session.signed_in_at, language) }),
    settings: can('administer') ? `${baseUrl}/settings/nhso` : null,
    page: can('fetch') ? `${baseUrl}/session` : null,
  };
}

function sessionText(state: string, noAccount: boolean): string {
  if (noAccount) return 'downloads.session_none';
  if (state === 'refused') return 'downloads.session_refused';
  if (state === 'needs_otp' || state === 'needs_scan') return 'downloads.session_person';
  return state === 'signed_in' ? 'downloads.session_good' : 'downloads.session_idle';
}
