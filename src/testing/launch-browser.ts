import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A headless Chromium that asks nobody but the pages of a test. Whoever launches it closes it. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await findChromium(), args: flags });
}
