import type { FaultState } from '../fault-board.js';
import { type Answer, htmlAnswer, type Practice } from './call.js';
import { callNames, type Fault, faultKinds } from './fault-board.js';
import { faultWords } from './fault-words.js';
import { escapeHtml } from './html.js';
import { fontPath } from './page-font.js';
import { type PracticeUser, practiceCode, practiceTotpSecret } from './users.js';

/** The page at `/`: what this is, which accounts exist, faults to switch on and off; Thai and English together. */

const style = `@font-face{font-family:"Practice Thai";src:url("${fontPath}") format("woff2");unicode-range:U+0E01-0E5B}
body{font:16px/1.6 "Practice Thai","Noto Sans Thai",Tahoma,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#fbfbf9}
h1{font-size:1.6rem;margin-bottom:0}h2{font-size:1.15rem;margin-top:2rem}small,.en{color:#4d5b69}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d5dbe0;padding:.35rem .6rem;text-align:left;vertical-align:top}
label{display:block;margin:.3rem 0}select{max-width:100%}a,code{overflow-wrap:anywhere}td,th{word-break:break-word}.row{margin:.6rem 0}code{background:#eceff1;padding:0 .3em;border-radius:3px}button,select,input{font:inherit;max-width:100%;white-space:normal;padding:.3rem .6rem}
form{display:inline-block;max-width:100%;margin:.2rem .4rem .2rem 0}label{margin-right:.6rem}.scroll{overflow-x:auto}`;

function userRow(user: PracticeUser): string {
  const meaning = user.locked
    ? 'บัญชีถูกระงับ · locked'
    : user.hospital !== '99999'
      ? `โรงพยาบาล ${user.hospital} · another hospital`
      : user.maySeeStm
        ? 'ใช้ได้ทุกอย่าง · everything works'
        : 'ไม่มีสิทธิ์ STM และสิทธิอื่นนอกจาก UCS · no right to STM and to schemes other than UCS';
  return `<tr><td><code>${user.username}</code></td><td><code>${user.password}</code></td><td>${meaning}</td></tr>`;
}

function faultRow({ fault, seen, spoilt }: FaultState<Fault>): string {
  const words = faultWords[fault.kind];
  const times = fault.times === 'always' ? '∞' : String(fault.times ?? 1);
  return `<tr><td><code>${fault.call}</code></td><td>${words.th}<br><span class="en">${words.en}</span></td><td>${spoilt} / ${times}</td><td>${seen}</td></tr>`;
}

function faultList(states: readonly FaultState<Fault>[]): string {
  if (states.length === 0) return '<p>ไม่มีข้อขัดข้องที่เปิดอยู่ <span class="en">· no fault is switched on</span></p>';
  return `<div class="scroll"><table><thead><tr><th>Call</th><th>ข้อขัดข้อง · fault</th><th>เกิดแล้ว · spoilt</th><th>เรียก · calls</th></tr></thead><tbody>${states
    .map(faultRow)
    .join('')}</tbody></table></div>
<form method="post" action="/practice/faults"><input type="hidden" name="kind" value="none"><button>ปิดทั้งหมด · switch all off</button></form>`;
}

function options(values: readonly string[], text: (value: string) => string = (value) => value): string {
  return values.map((value) => `<option value="${value}">${escapeHtml(text(value))}</option>`).join('');
}

const faultForm = `<form method="post" action="/practice/faults">
<label>Call <select name="call">${options(callNames)}</select></label>
<label>ข้อขัดข้อง · fault <select name="kind">${faultKinds
  .map(
    (kind) =>
      `<option value="${kind}">${escapeHtml(`${faultWords[kind].th} · ${faultWords[kind].en}`)}</option>`,
  )
  .join('')}</select></label>
<label>ครั้ง · times <select name="times">${options(['1', '2', '3', 'always'])}</select></label>
<button>เปิด · switch on</button></form>`;

function switchButton(name: string, value: string, text: string): string {
  return `<form method="post" action="/practice/switches"><input type="hidden" name="${name}" value="${value}"><button>${text}</button></form>`;
}

function switchButtons(practice: Practice): string {
  const { signIn, manners, reissued } = practice.switches();
  return [
    `<div class="row">การลงชื่อเข้า · sign-in: <strong>${signIn}</strong> `,
    switchButton('signIn', 'form', 'ฟอร์มเดิม · old form'),
    switchButton('signIn', 'sso', 'SSO + OTP'),
    `</div><div class="row">มารยาท · manners: <strong>${manners}</strong> `,
    switchButton('manners', 'off', 'ไม่ตรวจ · off'),
    switchButton('manners', '429', 'ตรวจ · answer 429'),
    `</div><div class="row">ออกไฟล์ซ้ำ · re-issued file: <strong>${reissued}</strong> `,
    switchButton('reissued', String(!reissued), 'สลับ · toggle'),
    '</div><div class="row"><form method="post" action="/practice/clock"><button>จบ session ตอนนี้ · end the sessions now</button></form>',
    '<form method="post" action="/practice/reset"><button>เริ่มใหม่ทั้งหมด · reset</button></form></div>',
  ].join('\n');
}

export function startPage(practice: Practice): Answer {
  const { firstMonth, lastMonth, marks } = practice.calendarOf('99999');
  return htmlAnswer(`<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>สปสช. จำลองสำหรับฝึกใช้งาน</title><style>${style}</style></head><body>
<h1>สปสช. จำลองสำหรับฝึกใช้งาน</h1><p class="en">A practice NHSO: invented hospital 99999, invented people. It is not NHSO, and it accepts no real account.</p>
<h2>บัญชี · accounts</h2>
<div class="scroll"><table><thead><tr><th>ชื่อผู้ใช้ · user</th><th>รหัสผ่าน · password</th><th></th></tr></thead><tbody>${practice.users.map(userRow).join('')}</tbody></table></div>
<p>OTP: <code>${practiceCode}</code> <small>หรือใช้แอป authenticator ด้วยรหัสลับ · or an authenticator app with the secret <code>${practiceTotpSecret}</code> (switch <code>otp</code>)</small></p>
<h2>ข้อมูล · data</h2>
<p>${firstMonth} – ${lastMonth}. 400 ไฟล์ · 400 files: ${marks.busyMonth}. ยอดไม่ตรง · totals disagree: ${marks.disagreeingMonth}. อุทธรณ์ข้ามเดือน · appeal of another month: ${marks.otherMonthAppeal}. ออกซ้ำ · re-issued: ${marks.reissuedMonth}.</p>
<p>ตั้งค่า · settings: <code>ECLAIM_BASE_URL</code>, <code>IAM_BASE_URL</code>, <code>SMT_BASE_URL</code> = <code>${practice.url()}</code></p>
<h2>ข้อขัดข้อง · faults</h2>
${faultList(practice.faults.all())}
${faultForm}
<h2>สวิตช์ · switches</h2>
${switchButtons(practice)}
<p><a href="/practice/requests">สิ่งที่ถูกเรียก · what was asked</a> · <a href="/practice/switches">สวิตช์ทั้งหมด · all switches</a> · <a href="/webComponent/main/MainWebAction.do">หน้าเว็บจำลอง · the practice portal</a></p>
</body></html>
`);
}
