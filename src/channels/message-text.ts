import { type AlertLine, type AlertMessage, inOrder, mostLines } from '../domain/alert-message.js';
import type { Language } from '../domain/errors.js';
import { instantText } from '../domain/thai-date.js';

const words = {
  open: { th: 'ต้องดู', en: 'Needs attention' },
  resolved: { th: 'หมดเรื่องแล้ว', en: 'Resolved' },
  test: { th: 'ข้อความทดสอบจากหน้าตั้งค่าการแจ้งเตือน', en: 'Test message from the settings of alerts' },
  more: { th: 'และอีก {count} เรื่อง', en: 'and {count} more' },
  page: { th: 'หน้าการแจ้งเตือน', en: 'Page of alerts' },
  hospital: { th: 'รหัสหน่วยบริการ', en: 'Hospital' },
} as const;

const mark = ({ kind, severity }: AlertLine) =>
  kind === 'resolved' ? '✓' : severity === 'error' ? '✕' : '!';

/** One line about the whole: the matter itself where there is one, else how many. Thai, as mails are read here. */
export function subjectOf({ lines }: AlertMessage): string {
  const [first, ...others] = inOrder(lines);
  if (first === undefined) return `E-Claim REP: ${words.test.th}`;
  const open = lines.filter(({ kind }) => kind === 'open').length;
  if (others.length === 0)
    return `E-Claim REP: ${first.kind === 'resolved' ? `${words.resolved.th}: ` : ''}${first.title.th}`;
  const parts = [
    ...(open > 0 ? [`${words.open.th} ${open} เรื่อง`] : []),
    ...(open < lines.length ? [`${words.resolved.th} ${lines.length - open} เรื่อง`] : []),
  ];
  return `E-Claim REP: ${parts.join(' · ')}`;
}

/** Blocks in Thai, then English. */
export function plainText(message: AlertMessage): string {
  return [textIn(message, 'th'), textIn(message, 'en')].join('\n\n———\n\n');
}

function textIn(message: AlertMessage, language: Language): string {
  const shown = inOrder(message.lines).slice(0, mostLines);
  const more = message.lines.length - shown.length;
  const lines = shown.map((line) => {
    const state = line.kind === 'resolved' ? `${words.resolved[language]}: ` : '';
    return `${mark(line)} ${state}${line.title[language]} (${instantText(line.at, language, true)})`;
  });
  return [
    message.lines.length === 0 ? words.test[language] : lines.join('\n'),
    ...(more > 0 ? [words.more[language].replace('{count}', String(more))] : []),
    ...(message.hospitalCode === '' ? [] : [`${words.hospital[language]} ${message.hospitalCode}`]),
    ...(message.address === null ? [] : [`${words.page[language]}: ${message.address}`]),
  ].join('\n');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** The same as plain HTML without pictures or styles from elsewhere, for mail programs that show it. */
export function htmlText(message: AlertMessage): string {
  const blocks = (['th', 'en'] as const).map((language) => {
    const shown = inOrder(message.lines).slice(0, mostLines);
    const rows = shown.map((line) => {
      const state = line.kind === 'resolved' ? `${words.resolved[language]}: ` : '';
      const at = escaped(instantText(line.at, language, true));
      return `<li>${mark(line)} ${escaped(state + line.title[language])} <small>${at}</small></li>`;
    });
    const more = message.lines.length - shown.length;
    return [
      `<div lang="${language}">`,
      message.lines.length === 0 ? `<p>${words.test[language]}</p>` : `<ul>${rows.join('')}</ul>`,
      more > 0 ? `<p>${words.more[language].replace('{count}', String(more))}</p>` : '',
      message.hospitalCode === ''
        ? ''
        : `<p>${words.hospital[language]} ${escaped(message.hospitalCode)}</p>`,
      message.address === null
        ? ''
        : `<p><a href="${escaped(message.address)}">${words.page[language]}</a></p>`,
      '</div>',
    ].join('');
  });
  return `<!doctype html><html lang="th"><body style="font-family:sans-serif">${blocks.join('<hr>')}</body></html>`;
}
