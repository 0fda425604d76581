import { schemeCodes } from '../../domain/scheme.js';
import { monthsLater } from '../claims/wall-time.js';
import type { ListedRep, PracticeCalendar } from '../rep/practice-calendar.js';
import { type Answer, type Call, jsonAnswer, type Practice } from './call.js';
import { repFileAnswer } from './rep-calls.js';
import { checkPassword, type PracticeUser } from './users.js';

/** The token API of the new web page (nhso-eclaim-protocol 4). */

const listMenu = '990';

function field(call: Call, name: string): unknown {
  try {
    const value: unknown = JSON.parse(call.body);
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function bearerOf(call: Call): string | undefined {
  return /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1];
}

const unauthorized = () => jsonAnswer({ message: 'Unauthorized' }, 401);

function forBearer(practice: Practice, call: Call, answer: (user: PracticeUser) => Answer): Answer {
  const user = practice.sessions.userOfToken(bearerOf(call));
  return user ? answer(user) : unauthorized();
}

/** `POST /Client/backend/api/auth`. */
export function tokenAuthCall(practice: Practice, call: Call): Answer {
  const user = checkPassword(practice.users, text(field(call, 'username')), text(field(call, 'password')));
  return typeof user === 'string' ? unauthorized() : jsonAnswer({ token: practice.sessions.tokenFor(user) });
}

/** `POST /Client/backend/api/auth/token`. */
export function tokenRefreshCall(practice: Practice, call: Call): Answer {
  return forBearer(practice, call, (user) => jsonAnswer({ token: practice.sessions.tokenFor(user) }));
}

/** `POST /Client/backend/api/auth/info`. */
export function tokenInfoCall(practice: Practice, call: Call): Answer {
  return forBearer(practice, call, (user) =>
    jsonAnswer({
      user: { refHospital: { hmain: user.hospital } },
      menus: [
        {
          refMenu: { id: '900', url: '/service' },
          children: [{ refMenu: { id: listMenu, url: '/service/download-validated' }, children: [] }],
        },
      ],
    }),
  );
}

function allReps(calendar: PracticeCalendar): ListedRep[] {
  const months = [calendar.marks.busyMonth];
  for (let month = calendar.firstMonth; month <= calendar.lastMonth; month = monthsLater(month, 1))
    months.push(month);
  return months.flatMap((month) => schemeCodes.flatMap((scheme) => calendar.listing(month, scheme)));
}

/** `POST /Client/backend/api/center/m-uploads/search`: all files, no filter by month. */
export function tokenSearchCall(practice: Practice, call: Call): Answer {
  return forBearer(practice, call, (user) => {
    if (call.headers['c-menu'] !== listMenu || text(field(call, 'hcode')) !== user.hospital)
      return jsonAnswer({ message: 'Forbidden' }, 403);
    const all = allReps(practice.calendarOf(user.hospital)).sort((a, b) =>
      a.file.sentAt < b.file.sentAt ? 1 : -1,
    );
    const size = Number(field(call, 'size') ?? 100);
    const from = Number(field(call, 'page') ?? 0) * size;
    const data = all.slice(from, from + size).map((rep, i) => ({
      uploadId: all.length - from - i,
      filename: rep.name.replace(/xls$/, 'ecd'),
      loaded: 'Y',
      dataStatus: '1',
    }));
    return jsonAnswer({ data, totalSize: all.length });
  });
}

/** `GET /eclaimapi/invoice/InvoiceReportExcelAction.do`: the token stands in the address and in the header. */
export function tokenFileCall(practice: Practice, call: Call): Answer {
  return forBearer(practice, call, (user) =>
    call.query.get('token') === bearerOf(call) ? repFileAnswer(practice, call, user) : unauthorized(),
  );
}
