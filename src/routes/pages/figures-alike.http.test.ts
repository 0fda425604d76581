import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { bahtText, shortBahtText } from '../../domain/baht-text.js';
import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import { figureByName } from '../../figures/index.js';
import { loadSeeds } from '../../services/load-seeds.js';
import type { FreshDatabase } from '../../testing/databases.js';
import { freshEmbedded } from '../../testing/fresh-embedded.js';
import { insertPageSample, sampleNow } from '../../testing/page-sample.js';
import { insertClaim, insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { TestBrowser } from '../../testing/test-browser.js';
import { valueText } from '../figure-table.js';

const answer = z.object({
  total: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
type Total = z.infer<typeof answer>['total'];

/** The six small figures of the overview and the report, by the field of the figure of that name. */
const indicators = [
  ['Reimbursement rate', 'reimbursement-rate', 'rate', 'rate'],
  ['First-pass rate', 'first-pass', 'rate', 'rate'],
  ['Denied, by amount', 'denial-rate', 'amount_rate', 'rate'],
  ['Appeal recovery', 'appeal-recovery', 'recovered', 'baht'],
  ['Per bed per month', 'per-bed', 'reimbursed_per_bed', 'baht'],
  ['CMI', 'case-mix', 'cmi', 'ratio'],
] as const;

const plain = (html: string) =>
  html
    .replace(/<details class="def.*?<\/details>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('what the overview and the report say, and the figure of that name', () => {
  let fresh: FreshDatabase;
  let app: TestApp;
  let viewer: TestBrowser;
  before(async () => {
    fresh = await freshEmbedded();
    await loadSeeds({ db: fresh.db });
    await insertPageSample(fresh.db);
    const fileId = await insertFile(fresh.db, { filename: 'eclaim_99999_IP_25690612_090000077.xls' });
    const claim = { fileId, claimed: '9000.10', reimbursed: '7000.05' };
    // An appeal, weights of inpatients and of an outpatient whose weight counts nowhere, in both years.
    for (const [index, day] of ['2025-03-05', '2026-01-20', '2026-03-05', '2026-05-07'].entries()) {
      const columns = { adjrw: `1.${index}375`, has_appeal: true, first_reimbursed: `${index}000.25` };
      await insertClaim(fresh.db, { ...claim, tranId: `a${index}`, day, kind: 'IP', drg: '0451', columns });
      await insertClaim(fresh.db, { ...claim, tranId: `o${index}`, day, columns: { adjrw: '90.0000' } });
    }
    const change = { fileId, claimed: '100.00' };
    const funds = [
      ['2025-03-06', 'คืนเงิน', '-100.00'],
      ['2026-03-06', 'คืนเงิน', '-50.00'],
      ['2026-03-07', 'กองทุนใหม่', '70.00'],
    ] as const;
    for (const [index, [day, fund, reimbursed]] of funds.entries())
      await insertClaim(fresh.db, { ...change, tranId: `f${index}`, day, fund, reimbursed });
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_BEDS: '30' },
      parts: { now: () => sampleNow },
    });
    await app.signedIn('admin');
    viewer = await app.signedIn('viewer');
  });
  after(async () => {
    await app.close();
    await fresh.close();
  });

  async function totalOf(figure: string, query: string): Promise<Total> {
    const asked = await viewer.get(`/api/v1/figures/${figure}?${query}`);
    assert.equal(asked.status, 200, `${figure} ${query}`);
    return answer.parse(await asked.json()).total;
  }

  function shownOf(total: Total, field: string, kind: 'rate' | 'baht' | 'ratio'): string {
    // What appeals brought is not said where there is no appeal.
    if (field === 'recovered' && total.claims === 0) return '–';
    return valueText(kind, total[field]);
  }

  const periods = ['', 'fiscal_year=2569', 'from=2026-01-10&to=2026-02-01', 'from=2026-03-02&to=2026-05-20'];
  const filtered = [
    'fiscal_year=2569&scheme=ucs',
    'fiscal_year=2569&kind=ip',
    'from=2026-01-10&to=2026-03-10&kind=op',
  ];
  for (const query of [
    ...periods,
    ...filtered,
    'fiscal_year=2569&status=denied',
    'fiscal_year=2569&drg=0451',
  ])
    test(`each card and small figure of the overview is that of its figure (${query || 'no filter'})`, async () => {
      const html = await (await viewer.get(`/dashboard?${query}&lang=en`)).text();
      const cards = html.split('<article class="kpi">').slice(1).map(plain);
      const summary = await totalOf('claims-summary', query);
      for (const [index, field] of ['claimed', 'reimbursed', 'loss'].entries())
        assert.ok(
          cards[index]?.includes(` ${bahtText(String(summary[field]))} baht `),
          `${field}: ${cards[index]}`,
        );
      const denials = await totalOf('denial-rate', query);
      const rates = [valueText('rate', denials.rate), valueText('rate', denials.amount_rate)];
      assert.ok(cards[3]?.includes(`${rates[0]} of claims ${rates[1]} of the amount`), cards[3]);
      const small = [...html.matchAll(/<div><dt>(.*?)<\/dt><dd><b>(.*?)<\/b>/gs)];
      const said = new Map(small.map(([, name = '', value = '']) => [plain(name), plain(value)]));
      for (const [name, figure, field, kind] of indicators) {
        const total = await totalOf(figure, query);
        const found = [...said].find(([title]) => title.startsWith(name))?.[1];
        const known = shownOf(total, field, kind);
        const short = () => Object.values(shortBahtText(String(total[field]))).join(' ');
        const expected = field === 'recovered' && known !== '–' ? short() : known;
        assert.equal(found, expected, `${name} ${query}`);
      }
    });

  const overview = async (query: string) => await (await viewer.get(`/dashboard?${query}&lang=en`)).text();

  test('a card and a small figure are defined as their figure defines itself', async () => {
    const html = await overview('fiscal_year=2569');
    const report = await (await viewer.get('/report?month=2026-05&lang=en')).text();
    for (const { definition } of [claimsSummary, denialRate])
      for (const page of [html, report]) assert.ok(page.includes(definition.en));
    for (const [, name] of indicators)
      assert.ok(html.includes(figureByName(name)?.definition.en.replaceAll('>', '&gt;') ?? '?'), name);
  });

  test('what appeals brought, a bed and the weight of a case are compared with last year too', async () => {
    const notes = plain((await overview('fiscal_year=2569')).split('<dl class="figures">')[1] ?? '');
    assert.match(notes, /Appeal recovery 14,999 baht 3 claims · finished 5,000 baht · last year 7,000 baht/);
    assert.match(notes, /beds: 30 · months: 8 · finished [\d,.]+ · last year [\d,.]+/);
    assert.match(notes, /3 claims with AdjRW · finished 1\.2375 · last year 1\.0375/);
  });

  test('a month that the period cuts is less than one', async () => {
    assert.match(plain(await overview('from=2026-01-10&to=2026-02-01')), /beds: 30 · months: 0\.71 ·/);
  });

  test('growth against a sum below zero is growth, and nothing to divide by is no missing year', async () => {
    const cards = async (fund: string) =>
      (await overview(`fiscal_year=2569&fund=${encodeURIComponent(fund)}`))
        .split('<article class="kpi">')
        .map(plain);
    const [, , back = ''] = await cards('คืนเงิน');
    assert.match(back, / 50\.0% same period from last year/);
    const [, , fresh = ''] = await cards('กองทุนใหม่');
    assert.match(fresh, /not comparable: nothing last year/);
    assert.doesNotMatch(fresh, /no data of last year/);
  });

  const reports = [
    ['month=2026-05', 'from=2026-05-01&to=2026-06-01'],
    ['month=2026-03&scheme=ucs', 'from=2026-03-01&to=2026-04-01&scheme=ucs'],
    ['fiscal_year=2569', 'from=2025-10-01&to=2026-06-01'],
    ['month=2024-11', 'from=2024-11-01&to=2024-12-01'],
  ] as const;
  for (const [asked, query] of reports)
    test(`each number of the report is that of its figure (${asked})`, async () => {
      const html = await (await viewer.get(`/report?${asked}&lang=en`)).text();
      const rows = [
        ...html.matchAll(/<tr><th scope="row" class="plain">(.*?)<\/th><td class="num">(.*?)<\/td>/gs),
      ];
      const said = new Map(rows.map(([, name = '', value = '']) => [plain(name), plain(value)]));
      for (const [name, figure, field, kind] of indicators) {
        const expected = shownOf(await totalOf(figure, query), field, kind);
        const found = [...said].find(([title]) => title.startsWith(name))?.[1];
        assert.equal(found, expected, `${name} ${asked}`);
      }
      const summary = await totalOf('claims-summary', query);
      if (summary.claims === 0) return;
      const cards = plain(/<dl class="sheet__figures".*?<\/dl>/s.exec(html)?.[0] ?? '');
      for (const field of ['claimed', 'reimbursed', 'loss']) {
        const { text } = shortBahtText(String(summary[field]));
        assert.ok(cards.includes(` ${text} `), `${field} ${text}: ${cards}`);
      }
      const denials = await totalOf('denial-rate', query);
      assert.ok(cards.includes(`${valueText('rate', denials.rate)} ${denials.denied} claims`), cards);
    });
});
