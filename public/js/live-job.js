// Refreshes what a job shows while it runs; when the last one ends the page is loaded again to show the result.
const everyMs = 2000;
const finished = ['completed', 'completed_with_problems', 'failed', 'cancelled'];

export function startLiveJobs() {
  for (const box of document.querySelectorAll('[data-live-job]')) watch(box);
}

async function watch(box) {
  const address = box.dataset.liveJob;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    if (document.hidden) continue;
    const job = await jobAt(address);
    if (job === null) continue;
    if (finished.includes(job.status) || ('queued' in box.dataset && job.status !== 'queued')) {
      location.reload();
      return;
    }
    show(box, job);
  }
}

async function jobAt(address) {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the server is away for a moment: ask again
  }
}

function show(box, job) {
  const { done, of, current } = job.progress;
  const bar = box.querySelector('progress');
  if (bar && of > 0) {
    bar.max = of;
    bar.value = done;
  }
  const count = box.querySelector('[data-done]');
  if (count) count.textContent = of > 0 ? `${done} / ${of}` : `${done}`;
  const now = box.querySelector('[data-current-file]');
  if (now) now.textContent = current ?? '';
}
