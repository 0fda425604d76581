// Files dropped on the box go into the form's own field, so that the server sees one way of uploading.
export function startUpload() {
  const box = document.querySelector('[data-drop]');
  const field = box.querySelector('input[type=file]');
  const list = box.querySelector('[data-chosen]');

  const show = () => {
    list.replaceChildren(
      ...[...field.files].map((file) => {
        const item = document.createElement('li');
        item.className = 'code';
        item.textContent = file.name;
        return item;
      }),
    );
  };
  field.addEventListener('change', show);
  for (const name of ['dragenter', 'dragover']) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.add('drop--over');
    });
  }
  for (const name of ['dragleave', 'drop']) {
    box.addEventListener(name, () => box.classList.remove('drop--over'));
  }
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = new DataTransfer();
    for (const file of [...field.files, ...event.dataTransfer.files]) files.items.add(file);
    field.files = files.files;
    show();
  });
}
