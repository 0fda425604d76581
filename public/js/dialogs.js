// Dialogs of the frame: one at a time, opened by keys and by what carries `data-open`.
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  for (const other of document.querySelectorAll('dialog[open]')) other.close();
  dialog.showModal();
}

/** Without script `data-open` is the link that it stands on. */
export function startDialogs() {
  for (const opener of document.querySelectorAll('[data-open]')) {
    opener.addEventListener('click', (event) => {
      event.preventDefault();
      openDialog(opener.dataset.open);
    });
  }
}
