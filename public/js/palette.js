// Command palette: filters the list that the page already holds; Enter opens the first match. A number is searched for
// among the claims by the form that it stands in, so that it is in no address.
const isNumber = (text) => /\d{3}/.test(text);

export function startPalette() {
  const palette = document.getElementById('palette');
  const input = palette?.querySelector('[data-palette]');
  if (!palette || !input) return;
  const items = [...palette.querySelectorAll('[data-item]')];
  const found = () => items.filter((item) => !item.hidden).map((item) => item.firstElementChild);

  function filter() {
    const wanted = input.value.trim().toLowerCase();
    for (const item of items) {
      const asNumber = 'number' in item.dataset;
      item.hidden = asNumber ? !isNumber(wanted) : !item.textContent.toLowerCase().includes(wanted);
    }
    for (const typed of palette.querySelectorAll('[data-typed]')) typed.textContent = input.value.trim();
    for (const group of palette.querySelectorAll('[data-group]')) group.hidden = !hasItems(group);
    const count = found().length;
    palette.querySelector('[data-none]').hidden = count > 0;
    const status = palette.querySelector('[data-count]');
    status.textContent = wanted === '' ? '' : status.dataset.word.replace('{count}', count);
  }

  input.addEventListener('input', filter);
  filter();
  palette.addEventListener('close', () => {
    input.value = '';
    filter();
  });
  palette.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && document.activeElement === input) {
      event.preventDefault();
      found()[0]?.click();
    }
    // A search field would only be emptied by the first Escape.
    if (event.key === 'Escape') {
      event.preventDefault();
      palette.close();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  });

  /** From the input down the list and up again to the input. */
  function move(step) {
    const stops = [input, ...found()];
    const at = Math.max(0, stops.indexOf(document.activeElement));
    stops[(at + step + stops.length) % stops.length].focus();
  }
}

function hasItems(group) {
  for (
    let next = group.nextElementSibling;
    next && !('group' in next.dataset);
    next = next.nextElementSibling
  )
    if ('item' in next.dataset && !next.hidden) return true;
  return false;
}
