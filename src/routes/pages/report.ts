import type { Request, Response } from 'express';
import { AppError } from '../../domain/errors.js';
import { fiscalYearOf } from '../../domain/fiscal-year.js';
import { lastFullMonth, readReportPeriod, shiftMonth } from '../../domain/report-period.js';
import { isClaimScheme, schemeChoices } from '../../domain/scheme.js';
import { monthText } from '../../domain/thai-date.js';
import { bedsIn } from '../../figures/figure.js';
import { type ReportFacts, type ReportQuestion, readReport } from '../../services/read-report.js';
import { mostNoteLetters, writeReportNote } from '../../services/write-report-note.js';
import { fiscalYearsWithClaims } from '../../store/attention.js';
import { numberAddress } from '../figure-address.js';
import { actorOf, type FieldMessage, formFields, formMessages } from '../form.js';
import {
  addressWith,
  type Option,
  type PageContext,
  pageContext,
  type Twins,
  twinsOf,
} from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendFigureCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { reportColumns, reportRows, totalRow } from './report-rows.js';
import { type SheetView, sheetView } from './report-view.js';

/** views/pages/report.ejs */
interface ReportPageView {
  readonly title: string;
  readonly sheet: SheetView;
  readonly twins: Twins;
  readonly monthChoices: readonly Option[];
  readonly yearChoices: readonly Option[];
  readonly schemeChoice: {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  };
  /** The form of the note; null where the reader may not write. */
  readonly noteForm: {
    readonly period: string;
    readonly scheme: string;
    readonly text: string;
    readonly most: number;
  } | null;
  readonly saved: boolean;
  readonly errors: readonly FieldMessage[];
}

const monthsToChoose = 24;

/** What do I say in the meeting? One A4 page of a finished month or of a fiscal year. */
export const reportPage: Route = {
  method: 'get',
  path: '/report',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    // The one select of the page names a month or a year; its own address says which.
    const { period, scheme } = req.query;
    if (typeof period === 'string') {
      const values = { ...addressOf(period), scheme: typeof scheme === 'string' ? scheme : null };
      return res.redirect(303, addressWith(`${req.baseUrl}/report`, values));
    }
    await show(req, res, parts, { asked: req.query, errors: [] });
  },
};

export const reportJson: Route = {
  method: 'get',
  path: '/report.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const facts = await factsOf(parts, res, req.query);
    const { period, scheme, asOf } = facts;
    res.json({
      period: period.key,
      scheme,
      rows: reportRows(facts),
      total: totalRow(facts),
      as_of: asOf,
      note: facts.note?.note ?? null,
      next_cursor: null,
    });
  },
};

export const reportCsv: Route = {
  method: 'get',
  path: '/report.csv',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const facts = await factsOf(parts, res, req.query);
    const { key: period } = facts.period;
    const recorded = { subject: `report-${period}`, filter: { period } };
    await sendFigureCsv(parts, res, recorded, reportColumns, reportRows(facts));
  },
};

/** Saves the note of a period and a scheme. */
export const reportNoteForm: Route = {
  method: 'post',
  path: '/report/note',
  permission: 'report_note',
  handle: (parts) => async (req, res) => {
    const { period, scheme, note } = formFields(req, ['period', 'scheme', 'note']);
    const asked = { ...addressOf(period), scheme };
    const question = questionOf(asked, pageContext(parts, res));
    try {
      const key = { period: question.period.key, scheme: question.scheme ?? '' };
      await writeReportNote(parts, key, note, actorOf(req, res));
    } catch (error) {
      return await show(req, res, parts, { asked, errors: formMessages(res, error), typed: note });
    }
    res.redirect(303, addressWith(`${req.baseUrl}/report`, { ...asked, saved: '1' }));
  },
};

function addressOf(period: string): { month: string } | { fiscal_year: string } {
  return period.includes('-') ? { month: period } : { fiscal_year: period };
}

/** @throws AppError where the period or the scheme cannot be read */
function questionOf(
  asked: Readonly<Record<string, unknown>>,
  { language, now }: Pick<PageContext, 'language' | 'now'>,
): Omit<ReportQuestion, 'beds' | 'ownHospital'> {
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name].trim() : '');
  const scheme = text('scheme').toLowerCase();
  if (scheme !== '' && !isClaimScheme(scheme))
    throw new AppError('filter_invalid', { name: 'scheme', example: 'ucs' });
  const period = readReportPeriod({ month: text('month'), fiscalYear: text('fiscal_year') }, now);
  return { period, scheme: scheme === '' ? null : scheme, language, now };
}

async function factsOf(
  parts: Parts,
  res: Response,
  asked: Readonly<Record<string, unknown>>,
): Promise<ReportFacts> {
  const question = questionOf(asked, pageContext(parts, res));
  const ofHospital = bedsIn(await parts.settings.current());
  return await parts.db.snapshot(async (view) => await readReport(view, { ...question, ...ofHospital }));
}

async function show(
  req: Request,
  res: Response,
  parts: Parts,
  of: {
    readonly asked: Readonly<Record<string, unknown>>;
    readonly errors: readonly FieldMessage[];
    readonly typed?: string;
  },
): Promise<void> {
  const context = pageContext(parts, res);
  const facts = await factsOf(parts, res, of.asked);
  const { HOSPITAL_CODE: code, HOSPITAL_NAME: name } = await parts.settings.current();
  const { user } = readerOf(res);
  const sheet = sheetView(facts, {
    t: context.t,
    hospital: { code, name },
    issuer: user === null ? null : (user.fullName ?? user.username),
    link: (figure, of, key, field) => numberAddress(figure, { ...context, ...of }, key, field, context),
  });
  const view: ReportPageView = {
    title: sheet.title,
    sheet,
    twins: twinsOf(`${context.baseUrl}/report`, of.asked, true),
    ...choicesOf(facts, await fiscalYearsWithClaims(parts.db), context),
    noteForm: context.can('report_note')
      ? {
          period: facts.period.key,
          scheme: facts.scheme ?? '',
          text: of.typed ?? facts.note?.note ?? '',
          most: mostNoteLetters,
        }
      : null,
    saved: req.query.saved === '1',
    errors: of.errors,
  };
  await sendPage(res, 'report', view);
}

function choicesOf(
  { period, scheme }: ReportFacts,
  years: readonly number[],
  { t, language, now }: PageContext,
) {
  const last = lastFullMonth(now);
  const recent = Array.from({ length: monthsToChoose }, (_, index) => shiftMonth(last, -index));
  const months = period.kind === 'month' ? [...new Set([...recent, period.key])] : recent;
  const current = readYears(years, period.kind === 'fiscal_year' ? Number(period.key) : null, now);
  return {
    monthChoices: months.map((month) => {
      const text = monthText(month, language, true);
      return {
        value: month,
        text: month === last ? t('report.last_full', { month: text }) : text,
        selected: month === period.key,
      };
    }),
    yearChoices: current.map((year) => ({
      value: String(year),
      text: language === 'th' ? String(year) : `${year} (${year - 543})`,
      selected: String(year) === period.key,
    })),
    schemeChoice: {
      name: 'scheme',
      label: t('report.scheme'),
      options: [
        { value: '', text: t('report.all_schemes'), selected: scheme === null },
        ...schemeChoices.map(({ code, shortName }) => ({
          value: code,
          text: `${code.toUpperCase()} ${language === 'th' ? shortName : ''}`.trim(),
          selected: code === scheme,
        })),
      ],
    },
  };
}

/** Fiscal years that have claims and a month that is over, newest first. */
function readYears(withClaims: readonly number[], asked: number | null, now: Date): number[] {
  const newest = fiscalYearOf(`${lastFullMonth(now)}-01`);
  return [
    ...new Set([newest, ...withClaims.filter((one) => one <= newest), ...(asked === null ? [] : [asked])]),
  ].sort((a, b) => b - a);
}
