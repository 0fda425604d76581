import { countText } from '../../domain/count-text.js';
import { maskAccount } from '../../domain/mask-account.js';
import { instantText } from '../../domain/thai-date.js';
import type { PortalStanding } from '../../services/portal-standings.js';
import type { Badge } from '../badges.js';
import type { FieldMessage } from '../form.js';
import type { PageContext } from '../page-context.js';
import type { NoticeView } from './file-notice.js';

/** views/pages/session.ejs: may the program fetch from NHSO, until when, and what does NHSO want of me? */
export interface SessionView {
  readonly notices: readonly NoticeView[];
  readonly errors: readonly FieldMessage[];
  readonly accounts: readonly AccountPanel[];
}

/** One account and what may be done with it now. */
export interface AccountPanel {
  readonly id: number;
  readonly title: string;
  readonly badge: Badge;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly say: string | null;
  /** The QR code that waits for a phone. */
  readonly scan: {
    readonly picture: string;
    readonly reference: string | null;
    readonly look: string;
  } | null;
  /** The field for the code is there. */
  readonly asksCode: boolean;
  readonly setUp: boolean;
  readonly buttons: readonly { readonly value: string; readonly text: string; readonly main: boolean }[];
}

export type Done = 'signed_in' | 'signed_out' | 'left' | 'stay' | 'no_stay';

const looks: Readonly<Record<string, Pick<Badge, 'tone' | 'icon'>>> = {
  signed_in: { tone: 'ok', icon: 'check' },
  needs_otp: { tone: 'warn', icon: 'key' },
  needs_scan: { tone: 'warn', icon: 'key' },
  refused: { tone: 'bad', icon: 'close' },
};

export function sessionView(
  facts: {
    readonly standings: readonly PortalStanding[];
    readonly waitingJobs: number;
    readonly done: Done | null;
    readonly errors: readonly FieldMessage[];
  },
  context: PageContext,
): SessionView {
  const { t, baseUrl, can } = context;
  const notices: NoticeView[] = [];
  const notice = (
    tone: NoticeView['tone'],
    key: string,
    values = {},
    action: NoticeView['action'] = null,
  ) => ({
    tone,
    icon: tone === 'ok' ? 'check' : 'key',
    title: t(`session.${key}`, values),
    text: tone === 'ok' ? '' : t(`session.${key}_more`),
    action,
  });
  if (facts.done !== null) notices.push(notice('ok', `done_${facts.done}`));
  if (facts.standings.length === 0) {
    const action = { href: `${baseUrl}/settings/nhso`, text: t('settings-nhso.title') };
    notices.push(notice('warn', 'no_account', {}, can('administer') ? action : null));
  }
  if (facts.waitingJobs > 0) {
    const action = { href: `${baseUrl}/jobs?state=active`, text: t('session.show_jobs') };
    notices.push(notice('warn', 'waiting_jobs', { count: countText(facts.waitingJobs) }, action));
  }
  return {
    notices,
    errors: facts.errors,
    accounts: facts.standings.map((standing) => accountPanel(standing, context)),
  };
}

function accountPanel(standing: PortalStanding, context: PageContext): AccountPanel {
  const { t } = context;
  const { session, state, scan } = standing;
  const look = looks[state] ?? { tone: 'quiet', icon: 'key' };
  const setUp = session.challenge === 'set_up' && state === 'needs_otp';
  return {
    id: session.id,
    title: t('session.account', { account: maskAccount(session.account) }),
    badge: { ...look, text: t(`session.${state}`) },
    facts: factsOf(standing, context),
    say: sayOf(standing, context),
    scan: scan && {
      picture: scan.picture,
      reference: scan.reference === null ? null : t('session.reference', { number: scan.reference }),
      look: `${context.baseUrl}/session`,
    },
    asksCode: state === 'needs_otp' && !setUp,
    setUp,
    buttons: buttonsOf(standing, setUp).map(([value, key, main]) => ({ value, text: t(key), main })),
  };
}

type Button = readonly [value: string, key: string, main: boolean];

function buttonsOf({ state, session }: PortalStanding, setUp: boolean): readonly Button[] {
  const stays = session.stayUntil !== null;
  switch (state) {
    case 'signed_in':
      return [
        stays ? ['no_stay', 'session.no_stay', false] : ['stay', 'session.stay', false],
        ['sign_out', 'session.sign_out', false],
      ];
    case 'needs_otp':
      return [
        ...(setUp ? ([['otp_begin', 'session.begin', true]] as const) : []),
        ['thaid', 'session.begin_thaid', false],
        ['leave', 'session.leave', false],
      ];
    case 'needs_scan':
      return [
        ['otp_begin', 'session.begin_otp', false],
        ['leave', 'session.leave', false],
      ];
    case 'refused':
      return [['otp_begin', 'session.retry', true]];
    default:
      return [
        ['otp_begin', 'session.begin', true],
        ['thaid', 'session.begin_thaid', false],
      ];
  }
}

function sayOf({ state, session, isWaiting }: PortalStanding, { t, language }: PageContext): string | null {
  const until = instantText(session.challengeUntil, language, true);
  if (state === 'refused') return t('session.refused_more');
  if (state === 'needs_scan') return t('session.scan_waits', { at: until });
  if (state === 'needs_otp') return isWaiting ? t('session.otp_waits', { at: until }) : t('session.otp_anew');
  return state === 'signed_in' ? null : t('session.idle_more');
}

function factsOf(standing: PortalStanding, { t, language, now }: PageContext): AccountPanel['facts'] {
  const { session, state } = standing;
  const facts: { label: string; text: string }[] = [];
  const add = (name: string, text: string) => void facts.push({ label: t(`session.fact_${name}`), text });
  const at = (instant: string) => instantText(instant, language);
  const way = session.way === null ? '' : ` ${t(`session.way_${session.way}`)}`;
  add('state', session.signedInAt === null ? t('session.never') : `${at(session.signedInAt)}${way}`);
  if (state === 'signed_in' && session.expiresAt !== null) {
    const minutes = Math.max(0, Math.floor((Date.parse(session.expiresAt) - now.getTime()) / 60_000));
    add('ends', t('session.ends_in', { at: at(session.expiresAt), minutes }));
  }
  if (state === 'signed_in' && session.lastHeartbeatAt !== null) add('beat', at(session.lastHeartbeatAt));
  if (state === 'signed_in' && session.stayUntil !== null) add('stay', at(session.stayUntil));
  if (session.isLeased) add('used', t('session.in_use'));
  return facts;
}
