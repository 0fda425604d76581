import { z } from 'zod';

/** How a call ended at the service; `closed` = the stream is over and said no more. */
export type AudioEnd = 'completed' | 'failed' | 'cancelled' | 'timeout' | 'error' | 'closed';

/** What a stream tells, whichever of its forms it has. */
export type AudioEvent =
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'progress'; readonly percent: number | null; readonly step: string | null }
  | { readonly kind: 'transcript'; readonly text: string }
  | { readonly kind: 'translation'; readonly text: string }
  /** The machine's guess, shown as such. */
  | { readonly kind: 'risk'; readonly level: string }
  | { readonly kind: 'end'; readonly how: AudioEnd };

const ends: Readonly<Record<string, AudioEnd>> = {
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  timeout: 'timeout',
  stream_error: 'error',
  stream_closed: 'closed',
};

const frame = z
  .object({
    type: z.string(),
    status: z.string(),
    step: z.string(),
    task_id: z.union([z.string(), z.number()]).transform(String),
    progress: z.union([z.number(), z.string().transform(Number)]),
    heartbeat: z.boolean(),
    data: z.object({ text: z.string(), risk_level: z.string() }).partial().catch({}),
    partial_result: z.object({ transcript: z.string(), translation: z.string() }).partial().catch({}),
    result: z.unknown(),
  })
  .partial();
type Frame = z.infer<typeof frame>;

/** What was said, as the machine heard it. */
export interface SpokenText {
  readonly transcript: string;
  readonly translation: string | null;
  /** The machine's guess; never a decision. */
  readonly risk: string | null;
}

const withTranscript = z.object({ transcript: z.string() }).transform(({ transcript }) => transcript);
const withTranslation = z.object({ translation: z.string().min(1) }).transform((v) => v.translation);

/** A text of an answer or of a last frame: one or two levels down, or at the top; null = it has none. */
function textIn(value: unknown, shape: z.ZodType<string>): string | null {
  for (let inner = value, level = 0; level < 3; level += 1) {
    const found = shape.safeParse(inner);
    if (found.success) return found.data;
    const next = z.object({ result: z.unknown() }).safeParse(inner);
    if (!next.success) return null;
    inner = next.data.result;
  }
  return null;
}

export const transcriptOf = (value: unknown): string | null => textIn(value, withTranscript);

/** All of a result; null = it has no transcript. */
export function resultOf(value: unknown): SpokenText | null {
  const transcript = transcriptOf(value);
  if (transcript === null) return null;
  return { transcript, translation: textIn(value, withTranslation), risk: riskOf(value) };
}

const level = z.string().min(1);
const risks = [
  z
    .object({ insights: z.object({ case_overview: z.object({ risk_level: level }) }) })
    .transform((v) => v.insights.case_overview.risk_level),
  z
    .object({ insights: z.object({ risk_assessment: z.object({ risk_level: level }) }) })
    .transform((v) => v.insights.risk_assessment.risk_level),
  z.object({ classification: z.object({ priority: level }) }).transform((v) => v.classification.priority),
];

/** How risky the machine thinks it is; null = it does not say. */
export function riskOf(value: unknown): string | null {
  const inner = z.object({ result: z.unknown() }).safeParse(value).data?.result;
  const deeper = z.object({ result: z.unknown() }).safeParse(inner).data?.result;
  for (const risk of risks)
    for (const place of [value, inner, deeper]) {
      const found = risk.safeParse(place);
      if (found.success) return found.data;
    }
  return null;
}

/** What one object of a stream says, in its order; [] = nothing that we know. */
export function audioEvents(object: Readonly<Record<string, unknown>>): AudioEvent[] {
  const read = frame.safeParse(object);
  if (!read.success) return [];
  const { data } = read;
  const events: AudioEvent[] = [];
  if (data.task_id !== undefined) events.push({ kind: 'task', id: data.task_id });
  const text = data.data?.text ?? data.partial_result?.transcript ?? transcriptOf(object);
  const isWhole = data.type === undefined || data.type === 'transcription_complete';
  if (text != null && isWhole) events.push({ kind: 'transcript', text });
  const translation = data.partial_result?.translation ?? textIn(object, withTranslation);
  if (translation != null && isWhole) events.push({ kind: 'translation', text: translation });
  const risk = data.type === 'classification_complete' ? data.data?.risk_level : riskOf(object);
  if (risk != null) events.push({ kind: 'risk', level: risk });
  const how = ends[data.status ?? ''];
  if (how !== undefined) events.push({ kind: 'end', how });
  else if (events.length === 0 || data.progress !== undefined) events.push(...progressOf(data));
  return events;
}

/** Steps and shares; a sign of life alone is none. */
function progressOf({ type, status, step, progress, heartbeat }: Frame): AudioEvent[] {
  const isKnown = type === 'transcription_progress' || (type === undefined && (status ?? step) !== undefined);
  if (!isKnown || (heartbeat === true && progress === undefined)) return [];
  const percent = progress === undefined || Number.isNaN(progress) ? null : progress;
  return [{ kind: 'progress', percent, step: step ?? status ?? null }];
}
