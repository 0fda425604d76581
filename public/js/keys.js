// Single-key shortcuts: never while typing. The places come from the palette's list, so the two cannot differ.
const typing = 'input, select, textarea, dialog';

export function startKeys() {
  let afterG = false;
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      document.getElementById('palette')?.showModal();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
    if (afterG) document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    afterG = event.key === 'g';
    if (event.key === '?') document.getElementById('keys')?.showModal();
    if (event.key === '/') focusSearch(event);
    if (event.key === 'j' || event.key === 'k') moveRow(event.key === 'j' ? 1 : -1);
  });
}

function focusSearch(event) {
  const search = document.querySelector('[data-page-search]') ?? document.querySelector('.search-open');
  if (!search) return;
  event.preventDefault();
  search.focus();
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
