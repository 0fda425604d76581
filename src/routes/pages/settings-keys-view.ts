import { countText } from '../../domain/count-text.js';
import { maskAccount } from '../../domain/mask-account.js';
import { scopes, usualScopes } from '../../domain/scope.js';
import { instantText } from '../../domain/thai-date.js';
import type { LivingOtpSession } from '../../services/otp-sessions.js';
import type { ApiKey } from '../../store/api-keys.js';
import type { Badge } from '../badges.js';
import type { FieldMessage } from '../form.js';
import type { PageContext } from '../page-context.js';

/**
 * views/pages/settings-keys.ejs, forms with `_csrf`: /settings/keys (`name`, `scopes` several, `hospital`, `expiresAt`,
 * `addresses`, `ratePerMinute`, `overlapSeconds`, `dedupeWindowSeconds`), /settings/keys/PREFIX/revoke and
 * /settings/keys/sessions/ID (no field).
 */
export interface KeysView {
  readonly keys: readonly KeyLine[];
  /** Of one-time codes, while they live. */
  readonly sessions: readonly SessionLine[];
  readonly values: KeyValues;
  readonly scopes: readonly { readonly name: string; readonly text: string; readonly checked: boolean }[];
  /** Shown this once. */
  readonly newKey: { readonly name: string; readonly key: string } | null;
  /** Prefix of the key that was just revoked. */
  readonly revoked: string | null;
  readonly sessionEnded: boolean;
  readonly errors: readonly FieldMessage[];
}

export interface SessionLine {
  /** Masked. */
  readonly person: string;
  readonly from: string;
  readonly times: readonly string[];
  /** Address of the form that ends it. */
  readonly end: string;
}

export interface KeyLine {
  readonly name: string;
  readonly prefix: string;
  readonly state: Badge;
  readonly scopes: readonly { readonly name: string; readonly text: string }[];
  readonly bounds: readonly string[];
  readonly times: readonly string[];
  /** Address of the form that ends it; null = it is over. */
  readonly revoke: string | null;
  readonly revokeLabel: string;
}

export const textFields = [
  'name',
  'hospital',
  'expiresAt',
  'addresses',
  'ratePerMinute',
  'overlapSeconds',
  'dedupeWindowSeconds',
] as const;
export type KeyValues = Readonly<Record<(typeof textFields)[number], string>>;

export const freshValues: KeyValues = {
  name: '',
  hospital: '',
  expiresAt: '',
  addresses: '',
  ratePerMinute: '300',
  overlapSeconds: '0',
  dedupeWindowSeconds: '0',
};

export function scopeChoices(
  { t }: PageContext,
  chosen: readonly string[] = usualScopes,
): KeysView['scopes'] {
  return scopes.map((name) => ({ name, text: t(`scope.${name}`), checked: chosen.includes(name) }));
}

export function keyLine({ t, language, baseUrl }: PageContext, key: ApiKey, now: Date): KeyLine {
  const time = (instant: string) => instantText(instant, language, true);
  const isOver = key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime();
  const state = key.revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'active';
  return {
    name: key.name,
    prefix: key.prefix,
    state: {
      tone: state === 'active' ? 'ok' : 'quiet',
      icon: state === 'active' ? 'check' : 'lock',
      text: t(`settings-keys.state_${state}`),
    },
    scopes: key.scopes.map((name) => ({ name, text: t(`scope.${name}`) })),
    bounds: [
      key.hospital === null
        ? t('settings-keys.every_hospital')
        : t('settings-keys.hospital_of', { code: key.hospital }),
      key.addresses.length === 0 ? t('settings-keys.any_address') : key.addresses.join(', '),
      t('settings-keys.rate_of', { calls: countText(key.ratePerMinute) }),
      ...(key.overlapSeconds > 0 ? [t('settings-keys.overlap_of', { seconds: key.overlapSeconds })] : []),
      ...(key.dedupeWindowSeconds > 0
        ? [t('settings-keys.dedupe_of', { seconds: key.dedupeWindowSeconds })]
        : []),
    ],
    times: [
      key.lastUsedAt === null
        ? t('settings-keys.never_used')
        : t('settings-keys.used_at', { time: time(key.lastUsedAt) }),
      key.expiresAt === null
        ? t('settings-keys.no_end')
        : t('settings-keys.ends_at', { time: time(key.expiresAt) }),
      ...(key.revokedAt === null ? [] : [t('settings-keys.revoked_at', { time: time(key.revokedAt) })]),
      t('settings-keys.made_at', { time: time(key.createdAt), name: key.createdBy }),
    ],
    revoke: state === 'revoked' ? null : `${baseUrl}/settings/keys/${key.prefix}/revoke`,
    revokeLabel: t('settings-keys.revoke_of', { name: key.name }),
  };
}

export function sessionLine({ t, language, baseUrl }: PageContext, session: LivingOtpSession): SessionLine {
  const time = (instant: string) => instantText(instant, language, true);
  return {
    person: maskAccount(session.username),
    from: session.address ?? '',
    times: [
      t('settings-keys.session_since', { time: time(session.startedAt) }),
      t('settings-keys.used_at', { time: time(session.lastSeenAt) }),
      t('settings-keys.session_until', { time: time(session.endsAt.toISOString()) }),
    ],
    end: `${baseUrl}/settings/keys/sessions/${session.id}`,
  };
}
