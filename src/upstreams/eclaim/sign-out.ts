import { load } from 'cheerio';
import { ownAddress } from '../own-address.js';
import { readPage } from '../read-page.js';
import type { Session } from '../session.js';

/** Follows the link by which people sign out on the main page, and forgets the cookies. */
export async function signOut(session: Session, maxPageBytes: number, signal: AbortSignal): Promise<void> {
  const main = new URL('/webComponent/main/MainWebAction.do', session.base);
  const url = await session.ask(
    { method: 'GET', url: main },
    async (answer) => {
      const $ = load(await readPage(answer, maxPageBytes));
      const link = $('a[href]').filter((_, one) => /ออกจากระบบ|log\s?out/i.test($(one).text()));
      const address = link.first().attr('href');
      return address === undefined ? null : ownAddress(session.base, answer.url, address);
    },
    signal,
  );
  if (url !== null)
    await session.ask(
      { method: 'GET', url },
      async (answer) => void (await readPage(answer, maxPageBytes)),
      signal,
    );
  session.cookies.clear();
}
