import path from 'node:path';
import ejs from 'ejs';
import { type Config, programFolder } from '../config.js';
import type { ReportFacts } from '../services/read-report.js';
import type { ReportWriter } from '../services/send-report.js';
import { addressWith } from './page-context.js';
import { type SheetView, sheetView } from './pages/report-view.js';
import { reportDocument } from './report-document.js';
import { type Translate, translator } from './words/index.js';

const views = path.join(programFolder, 'views');

/** Writes the monthly report in the words of the pages; `strict`: a missing word throws (tests). */
export function reportWriter(strict: boolean): ReportWriter {
  const contextOf = (facts: ReportFacts, config: Config) => ({
    t: translator(facts.language, strict),
    hospital: { code: config.HOSPITAL_CODE, name: config.HOSPITAL_NAME },
    issuer: null,
    practice: config.PRACTICE,
  });
  return {
    document: async (facts, config) => await reportDocument(facts, contextOf(facts, config)),
    mail: async (facts, config, pdf) => {
      const context = contextOf(facts, config);
      const { t } = context;
      const sheet = sheetView(facts, context);
      const about = {
        pdf: t(`report.mail_${pdf}`),
        address: addressOf(facts, config),
        practice: config.PRACTICE ? `${t('frame.practice')} · ${t('frame.practice_more')}` : null,
      };
      const html = await ejs.renderFile(
        path.join(views, 'report-mail.ejs'),
        { t, lang: facts.language, sheet, about, lists: listsOf(sheet, t) },
        { root: views },
      );
      const subject = `E-Claim REP: ${sheet.title} · ${sheet.hospital}`;
      return { subject, text: textOf(sheet, about, t), html };
    },
  };
}

/** Address of the report's page; null where the program does not know its own. */
function addressOf({ period }: ReportFacts, { BASE_URL: base }: Config): string | null {
  return base === '' ? null : addressWith(`${base}/report`, { month: period.key });
}

interface Named {
  readonly name: string;
  readonly value: string;
}

function listsOf(sheet: SheetView, t: Translate): readonly { title: string; rows: readonly Named[] }[] {
  const claims = (count: string) => t('report.claims', { count });
  const lost = (rows: SheetView['codeRows']) =>
    rows.map(({ key, text, claims: count, amount }) => ({
      name: text === '' ? key : `${key} ${text}`,
      value: `${claims(count)} · ${amount} ${t('report.baht')}`,
    }));
  return [
    {
      title: t('report.figures'),
      rows: sheet.cards.map(({ name, value, unit, detail, changes }) => ({
        name,
        value: [`${value} ${unit}`.trim(), detail, ...changes.map(changeText)].join(' · '),
      })),
    },
    {
      title: t('report.indicators'),
      rows: sheet.indicators.rows.map(({ name, values: [value = '', ...earlier] }) => {
        const heads = sheet.indicators.heads.slice(1);
        const before = earlier.map((one, index) => `${heads[index] ?? ''} ${one}`);
        return { name, value: `${value} (${before.join(' · ')})` };
      }),
    },
    {
      title: t('report.by_kind'),
      rows: sheet.kindRows.map(({ name, claims: count, claimed, reimbursed, rate }) => ({
        name,
        value: `${claims(count)} · ${t('report.claimed')} ${claimed} · ${t('report.reimbursed_column')} ${reimbursed} (${rate})`,
      })),
    },
    { title: t('report.codes'), rows: lost(sheet.codeRows) },
    { title: t('report.funds'), rows: lost(sheet.fundRows) },
  ].filter(({ rows }) => rows.length > 0);
}

const arrows = { up: '▲ ', dn: '▼ ' } as const;
const changeText = ({ icon, text }: SheetView['cards'][number]['changes'][number]) =>
  `${icon === null ? '' : arrows[icon]}${text}`;

function textOf(
  sheet: SheetView,
  about: { readonly pdf: string; readonly address: string | null; readonly practice: string | null },
  t: Translate,
): string {
  const lists = listsOf(sheet, t).map(({ title, rows }) =>
    [title, ...rows.map(({ name, value }) => `- ${name}: ${value}`)].join('\n'),
  );
  const blocks = [
    [...(about.practice === null ? [] : [about.practice]), sheet.title, sheet.scope, sheet.hospital].join(
      '\n',
    ),
    sheet.sentences.join('\n'),
    ...lists,
    ...(sheet.note === null ? [] : [`${t('report.note')}\n${sheet.note.text}`]),
    [
      `${t('report.completeness')} ${sheet.completeness}`,
      `${t('frame.as_of')} ${sheet.asOf}`,
      `${t('report.definitions_name')} ${sheet.definitions}`,
    ].join('\n'),
    [about.pdf, ...(about.address === null ? [] : [about.address])].join('\n'),
  ];
  return blocks.join('\n\n');
}
