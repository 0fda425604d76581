// Comfort for pages that all work without script: menus, palette, keys. Pages with live parts load their own file.

import { startDialogs } from './dialogs.js';
import { loadFragments } from './fragments.js';
import { startKeys } from './keys.js';
import { startPalette } from './palette.js';

for (const part of document.querySelectorAll('.script-only')) part.hidden = false;

startDialogs();

// one open menu or definition at a time; Escape and a click outside close it
const openOnes = () => document.querySelectorAll('details.menu[open], details.def[open]');
document.addEventListener('click', (event) => {
  for (const one of openOnes()) if (!one.contains(event.target)) one.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const one of openOnes()) {
    one.open = false;
    one.querySelector('summary')?.focus();
  }
});

// a filter takes effect when it is chosen; without script there is the button
for (const form of document.querySelectorAll('form[data-at-once]')) {
  form.addEventListener('change', (event) => {
    if (event.target.matches('select, input[type=radio]')) form.requestSubmit();
  });
}

// paper has no folds: tables that are folded on the screen are opened for it and closed again
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('details:is(.panel__foot, .fold):not([open])')];
  for (const fold of unfolded) fold.open = true;
});
addEventListener('afterprint', () => {
  for (const fold of unfolded) fold.open = false;
  unfolded = [];
});

// on a narrow screen wide charts and the month grid end at the running month: those after it are still empty
for (const chart of document.querySelectorAll('.chart:not(.chart--names)')) {
  const now = chart.querySelector('.c-band');
  const rightOf = (part) => part.getBoundingClientRect().right;
  chart.scrollLeft = now ? rightOf(now) - rightOf(chart) + 8 : chart.scrollWidth;
}
for (const now of document.querySelectorAll('.months [aria-current]')) {
  const box = now.closest('.table-box');
  if (box) box.scrollLeft = now.offsetLeft + now.offsetWidth - box.clientWidth;
}

for (const button of document.querySelectorAll('[data-print]'))
  button.addEventListener('click', () => window.print());

loadFragments();

document.querySelector('.error-summary')?.focus();

startPalette();
if (document.getElementById('palette')) startKeys({ single: document.body.dataset.shortcuts === 'on' });
if (document.querySelector('[data-log]')) import('./live-log.js').then((live) => live.startLiveLog());
if (document.querySelector('#live-state')) import('./live.js').then((live) => live.startLive());
if (document.querySelector('[data-values]')) import('./values.js').then((values) => values.startValues());
if (document.querySelector('[data-picks]')) import('./picks.js').then((picks) => picks.startPicks());
if (document.querySelector('[data-drop]')) import('./upload.js').then((upload) => upload.startUpload());
