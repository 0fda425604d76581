// Command palette: filters the list that the page already holds; Enter opens the first match.
export function startPalette() {
  const palette = document.getElementById('palette');
  const input = palette?.querySelector('[data-palette]');
  if (!palette || !input) return;
  const items = [...palette.querySelectorAll('[data-item]')];
  const links = () => items.filter((item) => !item.hidden).map((item) => item.firstElementChild);

  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
  });
  palette.addEventListener('keydown', (event) => {
    const found = links();
    if (event.key === 'Enter' && document.activeElement === input) {
      event.preventDefault();
      found[0]?.click();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const at = found.indexOf(document.activeElement);
    const next = event.key === 'ArrowDown' ? (at + 1) % found.length : at - 1;
    (next < 0 && at === 0 ? input : found.at(next))?.focus();
  });
}
