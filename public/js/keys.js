// Keyboard shortcuts: never while typing. The places come from the palette's list, so the two cannot differ.
import { openDialog } from './dialogs.js';

const typing = 'input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable], dialog';
const patienceMs = 1500;

/** The key by its place where the keyboard writes Thai: there `g` is written เ. */
function keyOf(event) {
  if (/^[ -~]$/.test(event.key) || event.key.length > 1) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return letter.toLowerCase();
  return event.code === 'Slash' ? (event.shiftKey ? '?' : '/') : event.key;
}

/** Ctrl K is no single key and always works; the others can be switched off. */
export function startKeys({ single }) {
  let since = null;
  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const key = keyOf(event);
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
      event.preventDefault();
      return openDialog('palette');
    }
    if (!single || event.altKey || event.target.closest(typing)) return;
    const isSecond = since !== null && event.timeStamp - since < patienceMs;
    since = key === 'g' && !isSecond ? event.timeStamp : null;
    if (isSecond) return document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
    if (key === '?') openDialog('keys');
    if (key === '/') focusSearch(event);
    if (key === 'x') document.querySelector('[data-rows] tr[data-current] [data-pick]')?.click();
    if (key === 'j' || key === 'k') moveRow(key === 'j' ? 1 : -1);
  });
}

function focusSearch(event) {
  event.preventDefault();
  const search = document.querySelector('[data-page-search]');
  if (search) search.focus();
  else openDialog('palette');
}

function moveRow(step) {
  const rows = [...document.querySelectorAll('[data-rows] tbody tr')];
  const now = rows.findIndex((row) => 'current' in row.dataset);
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
  if (!next) return;
  if (rows[now]) delete rows[now].dataset.current;
  next.dataset.current = '';
  next.querySelector('a')?.focus();
}
