import { type Answer, type Call, htmlAnswer, type Practice, redirectTo, textAnswer } from './call.js';
import { escapeHtml } from './html.js';
import type { ThaidScan } from './sso-book.js';
import { backToPortal } from './sso-calls.js';

/** Sign-in with the ThaiD app: a page with a QR code, a phone that scans it, and the way back (nhso-eclaim-protocol 3). */

const scanPath = '/dopa/scan';
const pagePath = '/dopa/auth';
const scanLifeMs = 120_000;

/** A picture that stands for the QR code; only the practice button "scans" it. */
function pictureOf(refCode: string): string {
  const squares = [...refCode]
    .map(
      (letter, i) =>
        `<rect x="${(i % 4) * 10}" y="${Math.floor(i / 4) * 10}" width="${letter.charCodeAt(0) % 10}" height="9"/>`,
    )
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="200" height="100">${squares}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

function scanPage(scan: ThaidScan): string {
  return `<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>ThaiD</title></head>
<body>
<h2>สแกน QR ด้วยแอป ThaiD</h2>
<img alt="QR" src="${pictureOf(scan.refCode)}">
<p>หมายเลขอ้างอิง ${scan.refCode}</p>
<form method="post" action="${scanPath}?refCode=${scan.refCode}"><button type="submit">สมมติว่าสแกนแล้ว (ฝึกใช้งาน)</button></form>
</body></html>
`;
}

const overPage = `<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>ThaiD</title></head>
<body><h2>QR หมดอายุ กรุณาเริ่มใหม่</h2></body></html>
`;

/** `GET …/broker/thaid/login`: leads to the page with the QR code. */
export function thaidStartCall(practice: Practice, call: Call): Answer {
  const attempt = practice.sso.attempt(call.query.get('tab_id') ?? '');
  if (!attempt) return textAnswer('Your login attempt timed out.', 400);
  const { refCode } = practice.sso.startScan(attempt.tabId, practice.now());
  return redirectTo(`${practice.url()}${pagePath}?refCode=${refCode}`);
}

/** `GET /dopa/auth?refCode=…`: the page, or the way back once the phone has scanned it. */
export function thaidPageCall(practice: Practice, call: Call): Answer {
  const scan = practice.sso.scan(call.query.get('refCode') ?? '');
  if (!scan || practice.now() - scan.startedAt > scanLifeMs) return htmlAnswer(overPage);
  const attempt = practice.sso.attempt(scan.tabId);
  const user = practice.users.find((one) => !one.locked);
  if (!scan.scanned || !attempt || !user) return htmlAnswer(scanPage(scan));
  return backToPortal(practice, attempt, user);
}

/** `POST /dopa/scan?refCode=…`: what the phone would do. */
export function thaidScanCall(practice: Practice, call: Call): Answer {
  const refCode = call.query.get('refCode') ?? '';
  const scan = practice.sso.scan(refCode);
  if (scan && practice.now() - scan.startedAt <= scanLifeMs) scan.scanned = true;
  return redirectTo(`${pagePath}?refCode=${escapeHtml(refCode)}`);
}
