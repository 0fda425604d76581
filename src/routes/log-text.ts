/** Fields that a line shows in places of their own, or not at all. */
const shownElsewhere = new Set(['timestamp', 'level', 'source', 'message', 'job', 'request', 'err']);

/** The text of a log line for a person: message, then its other fields, then the failure's own words. */
export function logText(line: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(line)
    .filter(([name, value]) => !shownElsewhere.has(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name}=${String(value)}`);
  const { err, message } = line;
  const failure =
    typeof err === 'object' && err !== null && 'message' in err ? [`(${String(err.message)})`] : [];
  return [String(message ?? ''), ...fields, ...failure].join(' ');
}
