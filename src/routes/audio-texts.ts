import { bytesText } from '../domain/count-text.js';
import { AppError } from '../domain/errors.js';
import { isProblemCode } from '../domain/problems/index.js';
import { instantText } from '../domain/thai-date.js';
import type { TranscriptState } from '../domain/transcript.js';
import type { Transcript } from '../store/transcripts.js';
import type { Badge } from './badges.js';
import type { PageContext } from './page-context.js';

const looks: Readonly<Record<TranscriptState, Pick<Badge, 'tone' | 'icon'>>> = {
  waiting: { tone: 'quiet', icon: 'clock' },
  sending: { tone: 'info', icon: 'retry' },
  processing: { tone: 'info', icon: 'retry' },
  completed: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'close' },
  cancelled: { tone: 'quiet', icon: 'pause' },
  unknown_or_expired: { tone: 'warn', icon: 'warn' },
};

export const transcriptBadge = (state: TranscriptState, t: PageContext['t']): Badge => ({
  ...looks[state],
  text: t(`audio.state_${state}`),
});

/** Why it has no text; empty where it has, or may still have. */
export function transcriptProblem(
  { problem, details }: Pick<Transcript, 'problem' | 'details'>,
  language: PageContext['language'],
): string {
  if (problem === null) return '';
  return isProblemCode(problem) ? new AppError(problem, details).text(language) : problem;
}

const riskLevels = ['low', 'medium', 'high', 'critical'];

/** The risk that the service guesses; a level that we do not know stays in its own word. */
export function riskText(level: string, t: PageContext['t']): string {
  const known = level.trim().toLowerCase();
  return riskLevels.includes(known) ? t(`audio.risk_${known}`) : level;
}

/** Languages that are offered; another one that is set stands among them. */
const offered = ['th', 'en', 'lo', 'km', 'my', 'vi', 'zh', 'ms'];

export function languageOptions(chosen: string, language: PageContext['language']) {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return [...new Set([...offered, chosen])].map((value) => ({
    value,
    text: names.of(value) ?? value,
    selected: value === chosen,
  }));
}

export interface TranscriptLine {
  readonly key: string;
  readonly href: string;
  readonly at: string;
  readonly by: string;
  readonly purpose: string;
  readonly claim: { readonly href: string; readonly text: string } | null;
  readonly sound: string;
  readonly state: Badge;
}

/** A transcript as the list names it; nothing of what was said. */
export function transcriptLine(row: Transcript, { t, language, baseUrl }: PageContext): TranscriptLine {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(row.language) ?? row.language;
  return {
    key: row.key,
    href: `${baseUrl}/audio/${row.key}`,
    at: instantText(row.createdAt, language),
    by: row.askedBy,
    purpose: t(`audio.purpose_${row.purpose}`),
    claim:
      row.tranId === null
        ? null
        : { href: `${baseUrl}/claims/${encodeURIComponent(row.tranId)}`, text: row.tranId },
    sound: `${name} · ${row.audioKind} · ${bytesText(row.sizeBytes)}`,
    state: transcriptBadge(row.state, t),
  };
}
