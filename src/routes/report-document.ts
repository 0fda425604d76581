import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ejs from 'ejs';
import { programFolder } from '../config.js';
import type { ReportFacts } from '../services/read-report.js';
import { type SheetContext, sheetView } from './pages/report-view.js';

const views = path.join(programFolder, 'views');
const css = path.join(programFolder, 'public', 'css');

/** The one-page report as HTML that stands for itself: what is printed to PDF is what the page shows. */
export async function reportDocument(
  facts: ReportFacts,
  context: SheetContext & { readonly practice: boolean },
): Promise<string> {
  const locals = {
    t: context.t,
    lang: facts.language,
    practice: context.practice,
    sheet: sheetView(facts, context),
    styles: await ownStyles(),
  };
  return await ejs.renderFile(path.join(views, 'report-document.ejs'), locals, { root: views });
}

/** The stylesheets of the pages with their fonts inside. */
async function ownStyles(): Promise<string> {
  const sheets: string[] = [];
  for (const name of ['tokens.css', 'app.css']) sheets.push(await readFile(path.join(css, name), 'utf8'));
  let styles = sheets.join('\n');
  for (const [address, name = ''] of styles.matchAll(/url\("\.\.\/fonts\/([\w.-]+)"\)/g)) {
    const font = await readFile(path.join(css, '..', 'fonts', name), 'base64');
    styles = styles.replace(address, `url("data:font/woff2;base64,${font}")`);
  }
  return styles;
}
