import type { AlertSeverity } from '../domain/alert.js';
import type { Language } from '../domain/errors.js';
import type { JobProgress, JobStatus } from '../domain/job.js';

/** Every event of the product and what it carries. */
export interface Events {
  'job.changed': {
    readonly jobId: number;
    readonly jobKey: string;
    readonly status: JobStatus;
    readonly progress: JobProgress | null;
  };
  /** What became of a part of a job, e.g. unit `rep/ucs/2569-01`: it is written where it is kept. */
  'job.unit': { readonly jobKey: string; readonly unit: string; readonly state: string };
  'file.imported': { readonly fileId: number; readonly filename: string; readonly status: string };
  /** A matter that needs attention, new or once more. */
  'alert.raised': {
    readonly key: string;
    readonly severity: AlertSeverity;
    readonly title: Readonly<Record<Language, string>>;
  };
  /** Matters that were open and are no longer: their cause is gone, or a person has seen to them. */
  'alert.closed': { readonly keys: readonly string[] };
  'file.undone': { readonly fileId: number; readonly filename: string };
  /** Somebody signed out, or sessions were ended for them: open streams look again who they are. */
  'user_sessions.ended': { readonly userId: number | null };
  /** An event for other systems was committed: whoever sends webhooks looks at once. */
  'event.recorded': Readonly<Record<string, never>>;
  'session.changed': { readonly upstream: string; readonly state: string };
}
export type EventName = keyof Events;
