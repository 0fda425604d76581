import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { overflow, paperComplaints } from './page-layout.js';

// The package's own source text, which is put into each page.
const axe: { readonly source: string } = createRequire(import.meta.url)('axe-core');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** A desk, a tablet and a phone. */
const pageWidths = [1280, 768, 390] as const;

/** All that a page says, but for samples of code (`translate="no"`), where such words have their place. */
const wordsForPeople = `(() => {
  const samples = [...document.querySelectorAll('[translate=no]')];
  for (const each of samples) each.style.display = 'none';
  const words = document.body.innerText;
  for (const each of samples) each.style.display = '';
  return words;
})()`;

/** What a theme changes are its colours alone: the other one is put on in place, which is far quicker than a new page. */
const otherTheme = `document.documentElement.dataset.theme =
  document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'`;

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const colours = { type: 'rule', values: ['color-contrast'] };

/**
 * Complaints of one page, asked for once: script errors and CSP, requests elsewhere; in each width forbidden words, what stands
 * out of the screen, and what is not accessible in either theme; and how it comes out of a printer.
 */
export async function complaintsOf(
  context: BrowserContext,
  url: string,
  address: string,
  wanted = 200,
): Promise<string[]> {
  const complaints: string[] = [];
  const page = await context.newPage();
  const complain = (what: string) => complaints.push(`${address}: ${what}`);
  // A browser notes the status of a page of an error as an error of its own.
  const isOfStatus = (text: string) => wanted !== 200 && text.includes(`status of ${wanted}`);
  page.on(
    'console',
    (message) => message.type() === 'error' && !isOfStatus(message.text()) && complain(message.text()),
  );
  page.on('pageerror', (error) => complain(error.message));
  page.on('request', (request) => request.url().startsWith(`${url}/`) || complain(`asks ${request.url()}`));
  const answer = await page.goto(`${url}${address}`, { waitUntil: 'load' });
  if (answer?.status() !== wanted) complain(`status ${answer?.status()}`);
  await page.evaluate(axe.source);
  for (const width of pageWidths) {
    await page.setViewportSize({ width, height: 844 });
    for (const what of [...(await readingComplaints(page)), ...(await accessibility(page))])
      complain(`${width} px: ${what}`);
  }
  for (const what of await paperComplaints(page)) complain(what);
  await page.close();
  return complaints;
}

async function readingComplaints(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>(wordsForPeople);
  const forbidden = ['undefined', 'NaN', '[object', 'null'].filter((word) => text.includes(word));
  return [...(await overflow(page)), ...forbidden.map((word) => `says ${word}`)];
}

async function accessibility(page: Page): Promise<string[]> {
  const found = await violations(page, everyRule);
  await page.evaluate(otherTheme);
  found.push(...(await violations(page, colours)));
  await page.evaluate(otherTheme);
  return found.map(({ id, nodes }) => `${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary ?? ''}`);
}

async function violations(page: Page, runOnly: object): Promise<Violation[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  return await page.evaluate<Violation[]>(`axe.run(document, ${options}).then((found) => found.violations)`);
}
