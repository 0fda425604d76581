import { type PortalStanding, portalStandings } from '../../services/portal-standings.js';
import { listNhsoAccounts, type NhsoAccountRow } from '../../store/nhso-accounts.js';
import type { Badge } from '../badges.js';
import type { PageContext } from '../page-context.js';
import type { Parts } from '../parts.js';

/** One account after the first, in the order in which they are used. */
export interface AccountLine {
  readonly id: number;
  readonly place: string;
  readonly username: string;
  readonly badge: Badge;
  readonly isOn: boolean;
  readonly canUp: boolean;
  readonly canDown: boolean;
}

export interface AccountLines {
  /** State of the account of the form; null before it is set. */
  readonly first: Badge | null;
  readonly others: readonly AccountLine[];
}

const looks: Readonly<Record<string, Pick<Badge, 'tone' | 'icon'>>> = {
  signed_in: { tone: 'ok', icon: 'check' },
  needs_otp: { tone: 'warn', icon: 'key' },
  needs_scan: { tone: 'warn', icon: 'key' },
  refused: { tone: 'bad', icon: 'close' },
};

export async function accountLines(parts: Parts, context: PageContext, first: string): Promise<AccountLines> {
  const { t } = context;
  const standings = await portalStandings(parts, context.now);
  const badgeOf = (username: string): Badge | null => {
    const found = standings.find(({ session }) => session.account === username.slice(0, 190));
    return found === undefined ? null : stateBadge(found, context);
  };
  const off = { tone: 'quiet', icon: 'minus', text: t('settings-nhso.off') } as const;
  const lineOf = (row: NhsoAccountRow, index: number, all: readonly NhsoAccountRow[]): AccountLine => ({
    id: row.id,
    place: String(index + 2),
    username: row.username,
    badge: badgeOf(row.username) ?? off,
    isOn: row.is_enabled,
    canUp: index > 0,
    canDown: index < all.length - 1,
  });
  return { first: badgeOf(first), others: (await listNhsoAccounts(parts.db)).map(lineOf) };
}

function stateBadge({ state }: PortalStanding, { t }: PageContext): Badge {
  return { ...(looks[state] ?? { tone: 'quiet', icon: 'key' }), text: t(`session.${state}`) };
}
