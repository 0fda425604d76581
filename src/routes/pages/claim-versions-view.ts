import { bahtText } from '../../domain/baht-text.js';
import { errorCodesOf } from '../../domain/claim.js';
import type { FieldDifference } from '../../domain/claim-fields.js';
import { countText } from '../../domain/count-text.js';
import { dayText } from '../../domain/thai-date.js';
import type { Claim, ClaimVersion } from '../../services/read-claim.js';
import type { Badge } from '../badges.js';
import { resultBadge } from '../claim-badges.js';
import type { ErrorCodeView } from '../error-code-view.js';
import type { PageContext } from '../page-context.js';
import { changeText, type Showing, valueText } from './claim-values.js';

export interface DifferenceLine {
  readonly heading: string;
  readonly before: string;
  readonly after: string;
  /** Baht with its sign; '' where it is no money, or one of both is not known. */
  readonly change: string;
  readonly less: boolean;
}

export interface VersionLine {
  readonly title: string;
  readonly isCurrent: boolean;
  readonly tone: string;
  readonly result: Badge;
  /** Codes of this version, with their texts. */
  readonly codes: readonly ErrorCodeView[];
  readonly isAppeal: boolean;
  readonly file: { readonly href: string; readonly name: string };
  readonly place: string;
  readonly document: string;
  readonly standing: string;
  readonly money: readonly { readonly label: string; readonly text: string }[];
  /** What changed since the version before, in words; null = there is none before it. */
  readonly changes: {
    readonly caption: string;
    readonly first: readonly DifferenceLine[];
    readonly more: { readonly text: string; readonly lines: readonly DifferenceLine[] } | null;
    /** Said instead where nothing changed. */
    readonly same: string | null;
  } | null;
}

/** More lines than these are folded. */
const mostShown = 8;

function differenceLine(difference: FieldDifference, showing: Showing): DifferenceLine {
  return {
    heading: difference.heading,
    before: valueText(difference.before, difference, showing),
    after: valueText(difference.after, difference, showing),
    change: changeText(difference.change),
    less: difference.change?.startsWith('-') ?? false,
  };
}

function changesOf(version: ClaimVersion, { t }: PageContext, showing: Showing): VersionLine['changes'] {
  const { differences, since } = version;
  if (differences === null || since === null) return null;
  const number = countText(since);
  const lines = differences.map((difference) => differenceLine(difference, showing));
  // A fold for one or two lines would hide more than it saves.
  const shown = lines.length <= mostShown + 2 ? lines.length : mostShown;
  return {
    caption: t('claim.changes', { number }),
    first: lines.slice(0, shown),
    more:
      lines.length > shown
        ? {
            text: t('claim.changes_more', { count: countText(lines.length - shown) }),
            lines: lines.slice(shown),
          }
        : null,
    same: lines.length === 0 ? t('claim.same', { number }) : null,
  };
}

function moneyOf(version: ClaimVersion, { t }: PageContext): VersionLine['money'] {
  const change = version.reimbursedChange;
  return [
    { label: t('claims.claimed'), text: bahtText(version.claimed) },
    { label: t('claims.reimbursed'), text: bahtText(version.reimbursed) },
    ...(change === null || /^-?[0.]+$/.test(change)
      ? []
      : [{ label: t('claim.change'), text: changeText(change) }]),
  ];
}

function versionLine(
  version: ClaimVersion,
  codes: ReadonlyMap<string, ErrorCodeView>,
  context: PageContext,
  showing: Showing,
): VersionLine {
  const { t, language, baseUrl } = context;
  const isReference = version.role === 'reference';
  const own = errorCodesOf(version.errorCode);
  return {
    title: isReference
      ? t('claim.version_reference')
      : t('claim.version', { number: countText(version.versionNo) }),
    isCurrent: version.isCurrent,
    tone: isReference ? '' : version.isDenied ? 'bad' : 'ok',
    result: resultBadge(version.isDenied, t),
    codes: own.flatMap((code) => codes.get(code) ?? []),
    isAppeal: version.appealKind !== '' && !isReference,
    file: { href: `${baseUrl}/files/${version.fileId}`, name: version.filename },
    place: t('claim.where', { sheet: version.sheetName, row: countText(version.rowNo) }),
    document: [
      ...(version.repNo === null ? [] : [t('claim.rep', { rep: version.repNo })]),
      t('claim.file_date', { day: dayText(version.fileDate, language) }),
    ].join(' · '),
    standing: t(`claim.standing_${version.standing}`),
    money: moneyOf(version, context),
    changes: changesOf(version, context, showing),
  };
}

/** Newest first. `codes` holds the text of every code of the claim. */
export function versionLines(
  { versions }: Claim,
  codes: ReadonlyMap<string, ErrorCodeView>,
  context: PageContext,
  showing: Showing,
): VersionLine[] {
  return versions.map((version) => versionLine(version, codes, context, showing));
}
