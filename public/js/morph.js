// Makes a part of the page equal to the server's new one, changing only what differs: elements stay the same ones, and
// with them focus, scroll position, selection and what is being typed.

import { loadFragment } from './fragments.js';

export function morph(from, to) {
  // What was fetched after the page stays until its new numbers are there.
  if (to.dataset?.fragment && !from.dataset.fragment) return loadFragment(from, to.dataset.fragment);
  morphAttributes(from, to);
  if (!isTyped(from)) morphChildren(from, to);
}

/** What a person has changed here is theirs. */
function isTyped(element) {
  if (
    !(
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
    )
  )
    return false;
  return element === document.activeElement || element.value !== (element.defaultValue ?? element.value);
}

/** Opened by a person or shown by script: the server does not know. */
function isKept(element, name) {
  return (
    (name === 'open' && element.matches('details, dialog')) ||
    (name === 'hidden' && element.matches('.script-only, [data-reload]'))
  );
}

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && !isKept(from, name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value && !isKept(from, name)) from.setAttribute(name, value);
}

function morphChildren(from, to) {
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const found = findMatch(from, at, wanted);
    if (found === null) {
      from.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    if (found === at) at = at.nextSibling;
    else from.insertBefore(found, at);
    if (found instanceof Element) morph(found, wanted);
    else if (found.data !== wanted.data) found.data = wanted.data;
  }
  while (at !== null) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** The element of the same id, else the next one if it is alike and nobody's own. */
function findMatch(from, at, wanted) {
  const id = wanted instanceof Element ? wanted.id : '';
  if (id !== '')
    return [...from.children].find((child) => child.id === id && child.nodeName === wanted.nodeName) ?? null;
  if (at === null || at.nodeType !== wanted.nodeType || at.nodeName !== wanted.nodeName) return null;
  return at instanceof Element && at.id !== '' ? null : at;
}
