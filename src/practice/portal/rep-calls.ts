import { isSchemeCode } from '../../domain/scheme.js';
import { buddhistYear } from '../claims/wall-time.js';
import type { ListedRep, PracticeCalendar } from '../rep/practice-calendar.js';
import { type Answer, type Call, htmlAnswer, type Practice } from './call.js';
import { encodeThai } from './encode-thai.js';
import { errorPage, noRightPage } from './html.js';
import { type ListingPage, listingPage } from './listing-page.js';
import { forSignedIn } from './portal-session.js';
import type { PracticeUser } from './users.js';

/** Month and year (Buddhist Era) of the listing; without them the current month. */
function monthAsked(practice: Practice, call: Call): { readonly month: number; readonly year: number } {
  return {
    month: Number(call.query.get('mo') ?? practice.today.slice(5, 7)),
    year: Number(call.query.get('ye') ?? buddhistYear(practice.today)),
  };
}

function repsOf(practice: Practice, call: Call, calendar: PracticeCalendar): readonly ListedRep[] {
  const { month, year } = monthAsked(practice, call);
  const scheme = call.query.get('maininscl') ?? 'ucs';
  if (!isSchemeCode(scheme)) return [];
  const gregorian = `${year - 543}-${String(month).padStart(2, '0')}`;
  const reps = calendar.listing(gregorian, scheme, practice.switches().reissued);
  const repNo = call.query.get('repno');
  return repNo ? reps.filter(({ file }) => String(file.repNo) === repNo) : reps;
}

function listingAnswer(
  practice: Practice,
  call: Call,
  user: PracticeUser,
  table: ListingPage['table'],
): Answer {
  const scheme = call.query.get('maininscl') ?? 'ucs';
  if (!user.schemes.some((code) => code === scheme)) return htmlAnswer(noRightPage);
  const { links, charset } = practice.switches();
  const html = listingPage({
    ...monthAsked(practice, call),
    scheme,
    hospital: user.hospital,
    reps: repsOf(practice, call, practice.calendarOf(user.hospital)),
    links,
    url: practice.url(),
    table,
  });
  if (charset === 'utf-8') return htmlAnswer(html);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html;charset=TIS-620' },
    body: encodeThai(html.replace('charset=UTF-8', 'charset=TIS-620')),
  };
}

/** The listing as it always is, or changed by a fault. */
export function listingCallWith(table: ListingPage['table']) {
  return (practice: Practice, call: Call): Answer =>
    forSignedIn(practice, call, (user) => listingAnswer(practice, call, user, table));
}

/** The workbook's name from any of the query names that the listing's links use. */
function nameAsked(call: Call): string {
  const asked = call.query.get('fn') ?? call.query.get('filename') ?? call.query.get('file') ?? '';
  const last = asked.split('/').at(-1) ?? '';
  return last.replace(/^rep_/, '').replace(/\.(ecd|xls)$/, '.xls');
}

/** One workbook of the account's hospital; the error page for a name that does not exist. */
export function repFileAnswer(practice: Practice, call: Call, user: PracticeUser): Answer {
  const { reissued, fileContentType } = practice.switches();
  const rep = practice.calendarOf(user.hospital).find(nameAsked(call), reissued);
  if (!rep) return htmlAnswer(errorPage);
  return {
    status: 200,
    headers: fileContentType === 'none' ? {} : { 'Content-Type': fileContentType },
    body: practice.repBytes(rep.file),
  };
}

export function repFileCall(practice: Practice, call: Call): Answer {
  return forSignedIn(practice, call, (user) => repFileAnswer(practice, call, user));
}

/** `GetFileAction.do`: the hospital's own claim file, which is no workbook. */
export function ecdFileCall(practice: Practice, call: Call): Answer {
  return forSignedIn(practice, call, () => ({
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.from('ECD1\u0000\u0001practice claim file, not a workbook\u0000'),
  }));
}
