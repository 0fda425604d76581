// The live log. Lines come by server-sent events; the browser reconnects by itself and the server goes on after the
// last id. Pause stops the scrolling only: lines that come meanwhile are counted, none is lost.
const mostLines = 2000;

export function startLiveLog() {
  const log = document.querySelector('[data-log]');
  const pause = document.querySelector('[data-pause]');
  const state = document.querySelector('[data-log-state]');
  const words = log.dataset;
  let paused = false;
  let waiting = 0;

  const follow = () => {
    log.scrollTop = log.scrollHeight;
    waiting = 0;
  };
  const say = (text, live) => {
    state.querySelector('.live__dot').classList.toggle('live__dot--wait', !live);
    state.querySelector('[data-log-text]').textContent = text;
  };
  const showState = () =>
    say(paused ? words.wordPaused.replace('{count}', waiting) : words.wordLive, !paused);

  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    if (!paused) follow();
    showState();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || event.target.closest('a, button, input, select, textarea, summary, dialog'))
      return;
    event.preventDefault();
    pause.click();
  });

  const source = new EventSource(log.dataset.log);
  source.addEventListener('open', showState);
  source.addEventListener('error', () => say(words.wordAway, false));
  source.addEventListener('gap', () => log.append(breakLine(words.wordGap)));
  source.addEventListener('message', (event) => {
    if (log.querySelector(`[data-id="${CSS.escape(event.lastEventId)}"]`)) return;
    log.append(lineOf(JSON.parse(event.data), event.lastEventId, words.jobs));
    while (log.childElementCount > mostLines && !paused) log.firstElementChild.remove();
    if (paused) waiting += 1;
    else follow();
    if (paused) showState();
  });
  addEventListener('pagehide', () => source.close());
  follow();
}

function breakLine(text) {
  const line = document.createElement('p');
  line.className = 'log__break';
  line.textContent = text;
  return line;
}

function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** One line, built as the server builds it (views/partials/log-line.ejs). */
function lineOf(entry, id, jobsAddress) {
  const { timestamp, level, source = '', job } = entry;
  const line = part('div', `log__line log__line--${level}`, '');
  line.dataset.id = id;
  line.append(
    part('span', 'log__time', thaiClock(timestamp)),
    part('b', 'log__level', level),
    part('span', 'log__source', source),
    part('span', 'log__text', textOf(entry)),
  );
  const jobCell = part('span', 'log__job', '');
  if (typeof job === 'string') {
    const link = part('a', '', `#${job.replace(/^job_/, '').slice(0, 6)}`);
    link.href = `${jobsAddress}/${encodeURIComponent(job)}`;
    jobCell.append(link);
  }
  line.append(jobCell);
  return line;
}

const shownElsewhere = ['timestamp', 'level', 'source', 'message', 'job', 'request', 'err'];

/** Message, other fields, the failure's words: as src/routes/log-text.ts does it. */
function textOf(entry) {
  const fields = Object.entries(entry)
    .filter(([name, value]) => !shownElsewhere.includes(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`);
  const failure = entry.err?.message ? [`(${entry.err.message})`] : [];
  return [entry.message ?? '', ...fields, ...failure].join(' ');
}

/** Thailand keeps UTC+7 all year round; a browser elsewhere shows the hospital's clock too. */
function thaiClock(timestamp) {
  return new Date(Date.parse(timestamp) + 7 * 3_600_000).toISOString().slice(11, 23);
}
