import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../domain/errors.js';

/** Where Chromium, Chrome and Edge are installed; all of them print alike. */
const usualPlaces = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge-stable',
  '/usr/bin/microsoft-edge',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** The browser of the setting, else one of the usual places; null = this machine has none. */
export async function findPrintBrowser(setting: string): Promise<string | null> {
  for (const place of setting === '' ? usualPlaces : [setting])
    if (await may(place, constants.X_OK)) return place;
  return null;
}

async function may(file: string, mode: number): Promise<boolean> {
  return await access(file, mode).then(
    () => true,
    () => false,
  );
}

const limitMs = 60_000;

/**
 * Prints a page that stands for itself (styles and fonts inside) as its own print rules say. The browser sees this one
 * file in a folder of its own, and no network is needed. Throws AppError browser_missing or print_failed.
 */
export async function printPdf(html: string, setting: string, signal?: AbortSignal): Promise<Buffer> {
  const browser = await findPrintBrowser(setting);
  if (browser === null) throw new AppError('browser_missing', { place: setting || `${usualPlaces[0]} …` });
  const folder = await mkdtemp(path.join(tmpdir(), 'eclaim-rep-print-'));
  try {
    const page = path.join(folder, 'page.html');
    const pdf = path.join(folder, 'page.pdf');
    await writeFile(page, html, { mode: 0o600 });
    const words = await run(browser, argumentsOf(folder, page, pdf), signal);
    if (!(await may(pdf, constants.R_OK))) throw new AppError('print_failed', { browser, reason: words });
    const printed = await readFile(pdf);
    if (!printed.subarray(0, 5).equals(Buffer.from('%PDF-')))
      throw new AppError('print_failed', { browser, reason: words });
    return printed;
  } finally {
    // A browser that was ended may still write for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function argumentsOf(folder: string, page: string, pdf: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    // The sandbox of a browser refuses the superuser, who runs this program in a container at most.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${path.join(folder, 'profile')}`,
    // Fonts are decoded after the page is there.
    '--virtual-time-budget=3000',
    '--no-pdf-header-footer',
    '--print-to-pdf-no-header',
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
}

/** Resolves with the browser's last words when it has ended; rejects where it cannot be started or takes too long. */
async function run(browser: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(limitMs);
  return await new Promise((resolve, reject) => {
    let words = '';
    const child = spawn(browser, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      killSignal: 'SIGKILL',
    });
    child.stderr.on('data', (piece: Buffer) => {
      words = `${words}${piece.toString()}`.slice(-2000);
    });
    child.on('error', (cause) => {
      const reason = limit.aborted ? `${limitMs / 1000} s` : cause.message;
      reject(signal?.aborted ? cause : new AppError('print_failed', { browser, reason }, { cause }));
    });
    child.on('close', (code) =>
      resolve(`${code ?? ''} ${words.trim().split('\n').at(-1) ?? ''}`.trim().slice(0, 200)),
    );
  });
}
