import { countText } from '../../domain/count-text.js';
import type { ListedDocument } from '../../figures/listed-documents.js';
import type { UnitFile } from '../../store/unit-files.js';
import { type Badge, fileBadge } from '../badges.js';
import { type CauseView, causeOf } from '../cause-text.js';
import type { PageContext } from '../page-context.js';
import { triesText } from './downloads-gaps.js';
import { addsUp, isIn, sumOf, type UnitFacts } from './unit-counts.js';

/** One listed file, or a document that the list names without a file. */
export interface UnitFileLine {
  readonly name: string;
  readonly href: string | null;
  readonly documents: string;
  readonly state: Badge;
  readonly listed: string;
  readonly stored: string;
  readonly apart: boolean;
  readonly cause: CauseView | null;
  readonly tries: string;
}

const downloadLooks: Readonly<Record<string, Pick<Badge, 'tone' | 'icon'>>> = {
  pending: { tone: 'warn', icon: 'clock' },
  downloading: { tone: 'info', icon: 'retry' },
  failed: { tone: 'bad', icon: 'close' },
  no_data: { tone: 'bad', icon: 'close' },
  gone: { tone: 'quiet', icon: 'minus' },
};

/** The files of a unit, those that need something first. */
export function unitFileLines(facts: UnitFacts, context: PageContext): UnitFileLine[] {
  const { t } = context;
  const nameless = facts.documents.filter(({ downloadId }) => downloadId === null);
  const waiting = nameless.map(({ repNo, total, passed, failed }) => ({
    name: t('unit.no_file'),
    href: null,
    documents: repNo,
    state: { tone: 'warn', icon: 'clock', text: t('unit_file.not_offered') } as const,
    listed: threeCounts([total, passed, failed]),
    stored: '',
    apart: false,
    cause: null,
    tries: '',
  }));
  const needs = (file: UnitFile) => !isIn(file) || !addsUp(file, facts.documents);
  const files = [...facts.files.filter(needs), ...facts.files.filter((file) => !needs(file))];
  return [...waiting, ...files.map((file) => fileLine(file, facts.documents, context))];
}

function fileLine(file: UnitFile, documents: readonly ListedDocument[], context: PageContext): UnitFileLine {
  const { language, baseUrl } = context;
  const own = documents.filter(({ downloadId }) => downloadId === file.downloadId);
  const { storedTotal: total, storedPassed: passed } = file;
  return {
    name: file.filename,
    href: file.fileId === null ? null : `${baseUrl}/files/${file.fileId}`,
    documents: own.map(({ repNo }) => repNo).join(' '),
    state: fileState(file, context),
    listed:
      own.length === 0 ? '' : threeCounts([sumOf(own, 'total'), sumOf(own, 'passed'), sumOf(own, 'failed')]),
    stored:
      !isIn(file) || total === null
        ? ''
        : passed === null
          ? countText(total)
          : threeCounts([total, passed, total - passed]),
    apart: isIn(file) && !addsUp(file, documents),
    cause: causeOf(file.problem, language, baseUrl),
    tries: file.status === 'success' ? '' : triesText({ ...file, checkedAt: null }, context),
  };
}

function fileState(file: UnitFile, { t }: PageContext): Badge {
  if (file.status !== 'success') {
    const look = downloadLooks[file.status] ?? { tone: 'quiet', icon: 'minus' };
    return { ...look, text: t(`unit_file.${file.status}`) };
  }
  if (file.importStatus === null) return { tone: 'warn', icon: 'clock', text: t('unit_file.not_imported') };
  return fileBadge(file.importStatus, t);
}

/** All = passed + denied. */
const threeCounts = ([total, passed, failed]: readonly (number | null)[]) =>
  `${countText(total ?? null)} = ${countText(passed ?? null)} + ${countText(failed ?? null)}`;
