// Keeps a page up to date: the server says by events what changed, and this fetches the page again and puts its marked
// parts ([data-live-on="TOPICS"], each with an id) in place. Progress of jobs comes with the events themselves.
// A page that nobody sees has no connection; when it is seen again it catches up.
import { morph } from './morph.js';

const soonMs = 300;
const spreadMs = 500; // many pages hear of the same change: they do not all ask in the same moment
const silenceMs = 40_000; // the server gives a sign of life every 15 seconds
const againMs = 5000;

export function startLive() {
  const state = document.getElementById('live-state');
  const pull = createPull(state.dataset.frame, (signedOut) =>
    signedOut ? stop(state.dataset.wordOut) : undefined,
  );
  let position = state.dataset.position;
  let source = null;
  let silence = 0;
  let reconnect = 0;
  let isLost = false;

  const say = (text, isGood) => {
    state.classList.toggle('live-state--ok', isGood);
    if (state.textContent !== text) state.textContent = text;
  };
  const heard = (event) => {
    if (event.lastEventId) position = event.lastEventId;
    clearTimeout(silence);
    silence = setTimeout(lost, silenceMs);
  };
  const opened = (event) => {
    heard(event);
    if (!isLost) return;
    isLost = false;
    say(state.dataset.wordBack, true);
    setTimeout(() => !isLost && say('', true), 4000);
  };
  function lost() {
    if (!isLost) say(state.dataset.wordLost, false);
    isLost = true;
    // The browser tries again by itself unless the server refused or the line fell silent.
    if (source !== null && source.readyState !== EventSource.CONNECTING) {
      disconnect();
      reconnect = setTimeout(connect, againMs);
      pull.frame(0);
    }
  }
  function connect() {
    disconnect();
    if (document.hidden) return;
    source = new EventSource(`${state.dataset.stream}?last_event_id=${encodeURIComponent(position)}`);
    source.addEventListener('open', opened);
    source.addEventListener('error', lost);
    source.addEventListener('beat', heard);
    source.addEventListener('refresh', (event) => {
      heard(event);
      pull.everything();
    });
    source.addEventListener('change', (event) => {
      heard(event);
      const { topics, jobs } = JSON.parse(event.data);
      for (const job of jobs) showProgress(job);
      pull.topics([...topics, ...jobs.map(({ key }) => `job:${key}`)]);
    });
  }
  function disconnect() {
    clearTimeout(silence);
    clearTimeout(reconnect);
    source?.close();
    source = null;
  }
  function stop(text) {
    disconnect();
    document.removeEventListener('visibilitychange', connect);
    say(text, false);
  }

  for (const link of document.querySelectorAll('[data-reload]')) link.hidden = true;
  document.addEventListener('visibilitychange', connect);
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', (event) => event.persisted && connect());
  setInterval(() => {
    if (!document.hidden && document.querySelector('[data-each-minute]')) pull.frame(0);
  }, 60_000);
  connect();
}

/** Fetches the page, or the top bar alone where nothing else changed, no oftener than its parts want. */
function createPull(frameAddress, done) {
  const timers = { page: null, frame: null };
  const lastAt = { page: 0, frame: 0 };
  let asked = 0;
  let shown = 0;

  async function fetchNow(what) {
    timers[what] = null;
    lastAt[what] = Date.now();
    asked += 1;
    const number = asked;
    const address = what === 'page' ? `${location.pathname}${location.search}` : frameAddress;
    try {
      const answer = await fetch(address, {
        headers: { accept: 'text/html', 'x-live': '1' },
        redirect: 'manual',
      });
      if (answer.type === 'opaqueredirect' || answer.status === 401) return done(true);
      // An error page is not shown in place of what is there: the next change, or the next connection, asks again.
      const text = answer.ok ? await answer.text() : null;
      // An older answer that comes late shows nothing newer.
      if (text !== null && number > shown) {
        shown = number;
        putInPlace(new DOMParser().parseFromString(text, 'text/html'));
      }
    } catch {
      // The server is away for a moment: the connection says so, and catches up when it is back.
    }
    return done(false);
  }
  function ask(what, waitMs) {
    const at = Date.now() + Math.max(0, waitMs);
    if (timers[what] !== null && timers[what].at <= at) return;
    clearTimeout(timers[what]?.id);
    timers[what] = { at, id: setTimeout(() => fetchNow(what), at - Date.now()) };
  }
  const soon = () => soonMs + Math.random() * spreadMs;
  const parts = () => [...document.querySelectorAll('main [data-live-on]')];

  return {
    frame: (waitMs) => ask('frame', waitMs),
    everything: () => ask(parts().length > 0 ? 'page' : 'frame', soon()),
    topics(changed) {
      const meant = (names) => (names ?? '').split(' ').some((name) => changed.includes(name));
      const waits = parts().flatMap(({ dataset }) => {
        const every = Number(dataset.liveEvery ?? 1) * 1000;
        if (meant(dataset.liveOn)) return [every];
        return meant(dataset.liveSlow) ? [Math.max(every, againMs)] : [];
      });
      if (waits.length > 0) ask('page', Math.max(soon(), lastAt.page + Math.min(...waits) - Date.now()));
      else if (meant(document.getElementById('live-frame')?.dataset.liveOn)) ask('frame', soon());
    },
  };
}

function putInPlace(page) {
  const focused = document.activeElement;
  for (const fresh of page.querySelectorAll('[data-live-on]')) {
    const part = document.getElementById(fresh.id);
    if (part !== null) morph(part, fresh);
  }
  for (const link of document.querySelectorAll('[data-reload]')) link.hidden = true;
  for (const part of document.querySelectorAll('.script-only')) part.hidden = false;
  if (focused !== null && focused !== document.activeElement) focusAgain(focused);
}

/** A part that was moved loses focus; of one that is gone its like, else the page, takes it. */
function focusAgain(focused) {
  const { id, name, value } = focused;
  const like = focused.isConnected
    ? focused
    : (id && document.getElementById(id)) ||
      (name && document.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value ?? '')}"]`)) ||
      document.getElementById('main');
  like?.focus({ preventScroll: true });
}

/** What the event says of a running job, in the words of the server. */
function showProgress({ key, done, of, texts }) {
  for (const box of document.querySelectorAll(`[data-live-job="${CSS.escape(key)}"]`)) {
    const bar = box.querySelector('progress');
    if (bar && of > 0) {
      bar.max = of;
      bar.value = done;
    }
    const line = box.querySelector('[data-texts]');
    line?.replaceChildren(...[texts.doneText, ...texts.facts].map(spanOf));
    const current = box.querySelector('[data-current-file]');
    if (current) current.textContent = texts.current;
  }
  for (const chip of document.querySelectorAll(`[data-running="${CSS.escape(key)}"] [data-running-text]`))
    chip.textContent = texts.short;
}

function spanOf(text) {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}
