import type { Page } from 'playwright-core';

/** A4 without the margins that the style sheet gives it: 186 mm. */
export const paperWidth = 703;

/** Whether anything stands out of the screen. */
export async function overflow(page: Page): Promise<readonly string[]> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  return wider > 0 ? [`is ${wider} px wider than the screen`] : [];
}

/** Paper is light whatever the screen is, has no menu, and hides no table in a fold. */
const printed = `(() => {
  const complaints = [];
  const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true });
  const [red, green, blue] = getComputedStyle(document.querySelector('h1')).color.match(/[0-9]+/g).map(Number);
  if (red + green + blue > 300) complaints.push('is printed in light letters');
  for (const menu of document.querySelectorAll('.nav, .top')) if (seen(menu)) complaints.push('prints its menu');
  for (const table of document.querySelectorAll('details:is(.panel__foot, .fold) table'))
    if (!seen(table)) complaints.push('does not print ' + table.parentElement.getAttribute('aria-label'));
  return complaints;
})()`;

/** What is wrong with what comes out of a printer. */
export async function paperComplaints(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: paperWidth, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  const found = [...(await overflow(page)), ...(await page.evaluate<string[]>(printed))];
  await page.emulateMedia({ media: 'screen' });
  return found.map((what) => `on paper ${what}`);
}
