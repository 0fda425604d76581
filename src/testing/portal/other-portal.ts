import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { windows874 } from './thai-bytes.js';

/**
 * A second e-Claim portal, written from the protocol document apart from the practice NHSO: windows-874, chunked,
 * upper-case tags, other order of attributes, other headings. Tests put faults before its own answers.
 */
export interface OtherPortal {
  readonly url: string;
  /** Requests as they came, e.g. `GET /webComponent/…`, with the cookie names sent. */
  readonly requests: readonly PortalRequest[];
  /** Answers of the next requests whose path holds `part`, one after the other. */
  next(part: string, ...answers: Answerer[]): void;
  /** Answers every request whose path holds `part`. */
  always(part: string, answer: Answerer): void;
  readonly rows: PortalRow[];
  readonly files: Map<string, Buffer>;
  password: string;
  /** Ends all sessions. */
  endSessions(): void;
  close(): Promise<void>;
}

export type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

export interface PortalRequest {
  readonly line: string;
  readonly cookies: readonly string[];
  readonly at: number;
  readonly body: string;
}

export interface PortalRow {
  readonly name: string;
  readonly repNo: string;
  readonly total: number;
  readonly failed: number;
  /** HTML of the last cell; by default a link to the workbook. */
  readonly link?: string;
}

export const loginPage = `<HTML><HEAD><TITLE>e-Claim</TITLE></HEAD><BODY>
<FORM METHOD='post' NAME=frm ACTION='LoginAction.do'><INPUT NAME=user><INPUT MAXLENGTH=20 NAME=pass TYPE=PASSWORD></FORM></BODY></HTML>`;
const frame = (body: string) =>
  `<HTML><HEAD><META content='text/html; charset=windows-874' http-equiv=Content-Type><TITLE>e-Claim</TITLE></HEAD><BODY CLASS=x>${body}</BODY></HTML>`;
export const errorPage = frame('<title> Error\n Page </title><form id=f name="frmErr"></form>');
export const noticePage = frame('<b>ประกาศใช้งานระบบ  SSO</b>');
export const noRightPage = frame('<font color=red>คุณไม่มีสิทธิ์ใช้งานเมนูนี้</font>');

export async function startOtherPortal(): Promise<OtherPortal> {
  const requests: PortalRequest[] = [];
  const queues = new Map<string, Answerer[]>();
  const constant = new Map<string, Answerer>();
  const sessions = new Set<string>();
  const portal = { rows: [] as PortalRow[], files: new Map<string, Buffer>(), password: 'right' };

  const answer = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const path = request.url ?? '';
    const waiting = [...queues].find(([part, list]) => path.includes(part) && list.length > 0)?.[1].shift();
    const fault = waiting ?? [...constant].find(([part]) => path.includes(part))?.[1];
    if (fault) return fault(request, response);
    const cookie = /JSESSIONID=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const url = new URL(path, 'http://portal');
    if (url.pathname.endsWith('/LoginAction.do')) {
      if (request.method === 'GET') {
        response.setHeader('SET-COOKIE', [
          '_ga=GA1.2.3; Path=/',
          'JSESSIONID=first; Path=/webComponent; HttpOnly',
        ]);
        return page(response, loginPage);
      }
      const fields = new URLSearchParams(body);
      if (fields.get('pass') !== portal.password || fields.get('user') !== 'hospital')
        return page(response, frame(`ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง${loginPage}`));
      const id = `s${sessions.size + 1}.${Math.random()}`;
      sessions.add(id);
      response.setHeader('set-cookie', [`JSESSIONID=${id}; path=/webComponent`, '_gid=1; path=/']);
      response.writeHead(302, { LOCATION: '../main/MainWebAction.do' }).end();
      return;
    }
    if (!sessions.has(cookie)) {
      response.writeHead(302, { Location: '/webComponent/login/LoginAction.do' }).end();
      return;
    }
    if (url.pathname.endsWith('/MainWebAction.do'))
      return page(response, frame('ยินดีต้อนรับ <A HREF="?maininscl=ucs">UCS</A> ออกจากระบบ'));
    if (url.pathname.endsWith('/ValidationMainAction.do')) return page(response, listingPage(portal.rows));
    const file = portal.files.get(url.searchParams.get('fn') ?? '');
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'CONTENT-TYPE': 'text/html', 'Content-Length': file.length }).end(file);
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1');
    });
    request.on('end', () => {
      const cookies = (request.headers.cookie ?? '').split(/;\s*/).map((one) => one.split('=')[0] ?? '');
      requests.push({ line: `${request.method} ${request.url}`, cookies, at: performance.now(), body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(portal, {
    url: `http://127.0.0.1:${port}`,
    requests,
    next: (part: string, ...answers: Answerer[]) =>
      void queues.set(part, [...(queues.get(part) ?? []), ...answers]),
    always: (part: string, one: Answerer) => void constant.set(part, one),
    endSessions: () => sessions.clear(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Sends a page in windows-874, in two chunks. */
export function page(response: ServerResponse, html: string, status = 200): void {
  const bytes = windows874(html);
  response.writeHead(status, { 'content-type': 'Text/HTML;Charset=TIS-620' });
  response.write(bytes.subarray(0, 20));
  response.end(bytes.subarray(20));
}

export function listingPage(rows: readonly PortalRow[], extraLeft = false): string {
  const heads = 'วันส่ง|เลข|หน่วย|ชื่อ|แฟ้ม|n|p|c|ชนิด|ตรวจ|ผู้|Excel'
    .split('|')
    .map((text) => `<TD><B>${text}</B></TD>`);
  const body = rows.map((row, index) => {
    const number = (value: number) => value.toLocaleString('en-US');
    const cells = [
      ...(extraLeft ? [String(index + 1)] : []),
      '5/1/2569\n 20:15:01',
      row.repNo,
      '99999',
      'โรงพยาบาล&nbsp;ตัวอย่าง',
      `<A TITLE=x HREF='/webComponent/validation/GetFileAction.do?fn=rep_${row.name}.ecd'>\n rep_${row.name}.ecd </A>`,
      ` ${number(row.total)}\n`,
      `<A HREF='#'>${number(row.total - row.failed)}</A>`,
      `<A HREF='#'>${number(row.failed)}</A>`,
      'ONLINE',
      '06/01/2569 02:10:44',
      'ระบบ',
      row.link ??
        `<A CLASS=b HREF='../invoice/InvoiceReportExcelAction.do?fn=${row.name}.xls&amp;status=excel'>\n Download  <B>EXCEL</B></A>`,
    ];
    return `<TR>${cells.map((cell) => `<TD nowrap>${cell}</TD>`).join('\n')}</TR>`;
  });
  const left = extraLeft ? '<TD>ลำดับ</TD>' : '';
  return frame(
    `<TABLE><TR><TD>menu</TD></TR></TABLE>\n<TABLE BORDER=0 CLASS='t' ID='content2'><TR>${left}${heads.join('')}</TR>${body.join('\n')}</TABLE>`,
  );
}
