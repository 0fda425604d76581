// Fields of a filter suggest the values that claims have. They are fetched when the fields come in sight, once.
export function startValues() {
  const more = document.querySelector('[data-values]');
  const fill = async () => {
    if (!more.open || 'filled' in more.dataset) return;
    more.dataset.filled = '';
    const answer = await fetch(more.dataset.values, { headers: { accept: 'application/json' } });
    if (!answer.ok) return;
    for (const { field, value, text } of (await answer.json()).rows) {
      const option = document.createElement('option');
      option.value = value;
      if (text) option.label = `${value} ${text}`;
      document.getElementById(`v-${field}`)?.append(option);
    }
  };
  more.addEventListener('toggle', fill);
  fill();
}
