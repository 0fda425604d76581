import { findProgram, isRoot, NotAvailable, runFile } from './test-server.js';

// First the one without windows: the whole browser draws its own frame by pages too, and takes twice as long for each.
const withoutWindows = 'chromium-headless-shell';
const names = [withoutWindows, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium: CHROMIUM_PATH, else one of this machine, else (as root on Debian) installed now. */
export async function findChromium(): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted !== undefined && wanted !== '') return wanted;
  const found = findProgram([...names, ...macPlaces.map((place) => place.slice(1))], ['/']);
  if (found !== null) return found;
  if (!isRoot || findProgram(['apt-get']) === null)
    throw new NotAvailable(
      'No Chromium: CHROMIUM_PATH is not set, none is on this machine, and only root on Debian can install it here',
    );
  try {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 16_000_000 };
    await runFile('apt-get', ['-q', 'update'], options);
    await runFile('apt-get', ['-q', '-y', 'install', '--no-install-recommends', withoutWindows], options);
  } catch (error) {
    const words =
      error instanceof Error ? error.message.trim().split('\n').slice(-3).join(' ') : String(error);
    throw new NotAvailable(
      `No Chromium: none is on this machine, and apt-get could not install it (${words})`,
    );
  }
  return findProgram(names) ?? `/usr/bin/${withoutWindows}`;
}
