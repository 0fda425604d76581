const shown = new Set(['timestamp', 'level', 'source', 'message', 'err', 'request']);

/** A line for a person at a terminal: `06:14:02 INFO  import  file imported  rows=213`. Other fields follow the text. */
export function shortLine(json: string): string {
  const line: Readonly<Record<string, unknown>> = JSON.parse(json);
  const at = new Date(String(line.timestamp)).toTimeString().slice(0, 8);
  const level = String(line.level).toUpperCase().padEnd(5);
  const rest = Object.entries(line)
    .filter(([name, value]) => !shown.has(name) && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  const { err } = line;
  const failure =
    typeof err === 'object' && err !== null && 'message' in err ? [`(${String(err.message)})`] : [];
  return `${[at, level, String(line.source).padEnd(10), String(line.message), ...rest, ...failure].join(' ')}\n`;
}
