// Rows of a list that somebody picks: how many they are and what they come to, said as they change; their TRAN_IDs to copy.
export function startPicks() {
  const form = document.querySelector('[data-picks]');
  const boxes = [...form.querySelectorAll('[data-pick]')];
  const every = form.querySelector('[data-pick-all]');
  const bar = form.querySelector('[data-picks-bar]');
  const status = form.querySelector('[data-picks-count]');
  const picked = () => boxes.filter((box) => box.checked);
  let last = null;

  function tell() {
    const some = picked();
    for (const box of boxes) box.closest('tr').toggleAttribute('data-picked', box.checked);
    every.checked = some.length === boxes.length;
    every.indeterminate = some.length > 0 && !every.checked;
    bar.toggleAttribute('data-any', some.length > 0);
    for (const button of bar.querySelectorAll('button')) button.disabled = some.length === 0;
    const { wordNone, wordSome } = status.dataset;
    const values = {
      count: some.length,
      claimed: sumOf(some, 'claimed'),
      reimbursed: sumOf(some, 'reimbursed'),
    };
    status.textContent = some.length === 0 ? wordNone : filled(wordSome, values);
  }

  // With Shift all rows from the last one that was clicked.
  form.addEventListener('click', ({ target, shiftKey }) => {
    const at = boxes.indexOf(target);
    if (at < 0) return;
    if (shiftKey && last !== null)
      for (const box of boxes.slice(Math.min(at, last), Math.max(at, last))) box.checked = target.checked;
    last = at;
    tell();
  });
  every.addEventListener('change', () => {
    for (const box of boxes) box.checked = every.checked;
    tell();
  });
  // Enter opens the row, as anywhere in it, and sends no form.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('input')) return;
    event.preventDefault();
    event.target.closest('tr').querySelector('th a')?.click();
  });
  bar.querySelector('[data-picks-clear]').addEventListener('click', () => {
    for (const box of boxes) box.checked = false;
    tell();
    boxes[last ?? 0].focus();
  });
  bar.querySelector('[data-picks-copy]').addEventListener('click', async () => {
    const ids = picked().map((box) => box.closest('tr').dataset.row);
    if (await copied(ids.join('\n')))
      status.textContent = filled(status.dataset.wordCopied, { count: ids.length });
  });
  // Going back, a browser ticks again what was ticked.
  window.addEventListener('pageshow', tell);
  tell();
}

const filled = (word, values) => word.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Adds in satang: amounts are never rounded on their way. */
function sumOf(boxes, amount) {
  const satang = boxes.reduce((sum, box) => sum + BigInt(box.dataset[amount].replace('.', '')), 0n);
  const [minus, digits] = satang < 0n ? ['−', -satang] : ['', satang];
  const text = String(digits).padStart(3, '0');
  return `${minus}${text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${text.slice(-2)}`;
}

/** Browsers give the clipboard to safe addresses alone; in a closed network without a certificate there is the old way. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'sr-only';
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    before?.focus();
    return done;
  }
}
