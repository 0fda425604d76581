// A part of the page that takes longer is fetched after the rest and takes the place of what stands there; without script
// its link leads there.
export function loadFragment(part, address) {
  fetch(address)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((html) => {
      const whole = new DOMParser().parseFromString(html, 'text/html').getElementById(part.id);
      if (whole) part.replaceWith(whole);
    })
    .catch(() => part.removeAttribute('data-fragment'));
}

export function loadFragments() {
  for (const part of document.querySelectorAll('[data-fragment]')) loadFragment(part, part.dataset.fragment);
}
