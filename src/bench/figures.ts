import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { analyticsQuestions } from '../routes/pages/analytics-questions.js';
import type { Bench, BenchRow } from './bench.js';
import { type FromFiguresServer, fromFiguresServer } from './figures-messages.js';
import { chosenTargets, type Target, withServer } from './targets.js';

const usualRows = 1_000_000;
/** The embedded database is for smaller hospitals. */
const embeddedShare = 10;
const turns = 60;
/** Before that many a page is not measured: the first finds nothing in memory. */
const warmUps = 5;
const program = fileURLToPath(new URL('./figures-process.js', import.meta.url));

type Listening = Extract<FromFiguresServer, { is: 'listening' }>;

/** A page as somebody opens it; `turn` makes each a little different. */
interface Opened {
  readonly page: string;
  /** Wanted at p95, on a server and embedded. */
  readonly goal: number;
  readonly embeddedGoal: number;
  readonly open: (server: Listening, turn: number) => readonly [path: string, init?: RequestInit];
}

const years = [2566, 2567, 2568, 2569];
const pick = <Item>(items: readonly Item[], turn: number, otherwise: Item) =>
  items[turn % items.length] ?? otherwise;
const questions = analyticsQuestions.map(({ name }) => name);
const tranOf = ({ tranIds }: Listening, turn: number) => pick(tranIds, turn, '');

const opened: readonly Opened[] = [
  // What any page costs on this machine, without a claim.
  { page: 'help', goal: 50, embeddedGoal: 50, open: () => ['/help'] },
  { page: 'dashboard', goal: 50, embeddedGoal: 100, open: () => ['/dashboard'] },
  {
    page: 'dashboard, filtered',
    goal: 50,
    embeddedGoal: 100,
    open: (_, turn) => [`/dashboard?fiscal_year=${pick(years, turn, 2569)}&scheme=ucs&kind=op,ip`],
  },
  {
    page: 'analytics',
    goal: 150,
    embeddedGoal: 300,
    open: (_, turn) => [`/analytics?fiscal_year=${pick(years, turn, 2569)}`],
  },
  ...questions.map(
    (question): Opened => ({
      page: `analytics, ${question}`,
      goal: 150,
      embeddedGoal: 300,
      open: (_, turn) => [`/analytics/${question}?fiscal_year=${pick(years, turn, 2569)}`],
    }),
  ),
  { page: 'report', goal: 150, embeddedGoal: 300, open: () => ['/report'] },
  { page: 'claims, first page', goal: 100, embeddedGoal: 200, open: () => ['/claims'] },
  {
    page: 'claims, far page',
    goal: 100,
    embeddedGoal: 200,
    open: ({ farPage }) => [farPage],
  },
  {
    page: 'claims, filtered',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?fiscal_year=${pick(years, turn, 2569)}&scheme=${pick(['ucs', 'ofc', 'sss'], turn, 'ucs')}&status=denied`,
    ],
  },
  {
    page: 'claims, by error code',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [`/claims?fiscal_year=2569&error_code=C3${String((turn * 7) % 60).padStart(2, '0')}`],
  },
  {
    page: 'claims, by amount',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [`/claims?fiscal_year=${pick(years, turn, 2569)}&sort=-claimed`],
  },
  {
    page: 'search by TRAN_ID',
    goal: 30,
    embeddedGoal: 60,
    open: (server, turn) => ['/claims', searchOf(server, tranOf(server, turn))],
  },
  {
    page: 'search by HN',
    goal: 30,
    embeddedGoal: 60,
    open: (server, turn) => ['/claims', searchOf(server, String(1000 + turn * 13).padStart(7, '0'))],
  },
  {
    page: 'claims, by fund',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?fiscal_year=${pick(years, turn, 2569)}&fund=${pick(['IP01', 'AE01', 'none'], turn, 'IP01')}`,
    ],
  },
  {
    page: 'claims, waiting for STM',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [`/claims?fiscal_year=${pick(years, turn, 2569)}&waiting_stm=all`],
  },
  {
    page: 'claims, paid in part',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?state=part_paid${pick(['', '&sort=-claimed', '&sort=day', '&fiscal_year=2569'], turn, '')}`,
    ],
  },
  {
    page: 'claims, by single facts',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?fiscal_year=${pick(years, turn, 2569)}&${pick(['sent_late=yes', 'stay=8-14', 'weekday=7', 'main_hospital=99130'], turn, 'weekday=7')}`,
    ],
  },
  {
    page: 'claims, by payment column',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?payment_column=${pick(['iphc', 'cataract_amt', 'ophc', 'respon_nhso', 'any'], turn, 'any')}${pick(['', '&fiscal_year=2569', '&sort=-claimed'], turn, '')}`,
    ],
  },
  {
    page: 'claims, by payment column or code, and more',
    goal: 100,
    embeddedGoal: 200,
    open: (_, turn) => [
      `/claims?${pick(['payment_column=iphc', 'payment_column=ophc', 'payment_column=cataract_amt', 'error_code=C314'], turn, '')}&${pick(['state=part_paid', 'fund=IP01', 'stay=8-14', 'fiscal_year=2566&sort=day', 'waiting_stm=all'], turn, '')}`,
    ],
  },
  {
    page: 'claims, without DRG',
    goal: 100,
    embeddedGoal: 200,
    open: () => ['/claims?drg=none&kind=ip'],
  },
  {
    page: 'claim',
    goal: 50,
    embeddedGoal: 100,
    open: (server, turn) => [`/claims/${tranOf(server, turn)}`],
  },
];

function searchOf({ csrf }: Listening, q: string): RequestInit {
  return { method: 'POST', body: new URLSearchParams({ _csrf: csrf, q }) };
}

async function measure(server: Listening, { page, open }: Opened): Promise<readonly number[] | null> {
  const times: number[] = [];
  for (let turn = 0; turn < warmUps + turns; turn += 1) {
    const [path, init] = open(server, turn);
    const started = performance.now();
    const answer = await fetch(`${server.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { cookie: server.cookie, accept: 'text/html', origin: server.url },
    });
    await answer.text();
    const took = performance.now() - started;
    if (answer.status === 404 && turn === 0) return null;
    if (![200, 303].includes(answer.status)) throw new Error(`${page}: ${path} answered ${answer.status}`);
    if (turn >= warmUps) times.push(took);
  }
  return times.sort((a, b) => a - b);
}

async function listeningOf(child: ChildProcess, say: (line: string) => void): Promise<Listening> {
  let told = Date.now();
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the measured server ended with code ${code}`);
  });
  for (;;) {
    const [raw]: unknown[] = await Promise.race([once(child, 'message'), failed]);
    const message = fromFiguresServer.parse(raw);
    if (message.is === 'listening') return message;
    if (Date.now() - told < 15_000) continue;
    told = Date.now();
    say(`  ${message.done} claims written`);
  }
}

async function measureTarget(
  { name }: Target,
  rows: number,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<BenchRow[]> {
  const child = fork(program, [name, String(rows)], { env });
  try {
    const server = await listeningOf(child, say);
    say(`  ${rows} claims in ${Math.round(server.seconds)} s; the far page is number ${server.farNumber}`);
    const table: BenchRow[] = [];
    for (const one of opened) {
      const times = await measure(server, one);
      if (times === null) {
        say(`  there is no page for "${one.page}"`);
        continue;
      }
      const at = (share: number) =>
        Math.round((times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0) * 10) / 10;
      const goal = name === 'embedded' ? one.embeddedGoal : one.goal;
      table.push({
        database: name,
        claims: rows,
        page: one.page,
        // What the page costs where nothing else asks for the machine.
        'lowest ms': at(0),
        'p50 ms': at(0.5),
        'p95 ms': at(0.95),
        'highest ms': at(1),
        'wanted p95': goal,
        kept: at(0.95) <= goal ? 'yes' : 'NO',
      });
    }
    const exit = once(child, 'exit');
    child.send('end');
    await exit;
    return table;
  } finally {
    child.kill();
  }
}

/** Pages over a database of many claims, asked for one after the other over HTTP. */
export const figures: Bench = {
  name: 'figures',
  async run(say, wanted) {
    const rows = wanted ?? usualRows;
    const table: BenchRow[] = [];
    for (const target of chosenTargets()) {
      const count = target.name === 'embedded' ? Math.ceil(rows / embeddedShare) : rows;
      say(`${count} claims over five fiscal years in ${target.name}`);
      table.push(...(await withServer(target, (env) => measureTarget(target, count, env, say))));
    }
    return {
      title: `Pages over ${rows} claims of five fiscal years (embedded: a tenth), ${turns} times each over HTTP`,
      rows: table,
    };
  },
};
