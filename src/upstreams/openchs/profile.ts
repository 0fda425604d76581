import type { OpenchsProfileName } from './openchs-settings.js';

/** A case as it is to be opened there. Nothing in it names a person or a patient. */
export interface NewRemoteCase {
  /** Our own mark: by it the case is found again. */
  readonly reference: string;
  readonly title: string;
  readonly description: string;
  readonly priority: 'low' | 'medium' | 'high' | 'critical';
  /** When the work came up. */
  readonly at: Date;
}

export type RemoteStatus = 'open' | 'in_progress' | 'escalated' | 'resolved' | 'closed';

/** A case as it stands there. */
export interface RemoteCase {
  readonly id: string;
  /** The number that people there say; the id where there is none. */
  readonly number: string;
  /** null = this site's word is none that we know; it stands in `rawStatus`. */
  readonly status: RemoteStatus | null;
  readonly rawStatus: string;
  readonly title: string;
  readonly description: string;
}

export interface RemoteChanges {
  /** false = the site cannot tell changes: read open cases one by one. */
  readonly isTold: boolean;
  /** Cases that changed, once each; some may be known already. */
  readonly cases: readonly RemoteCase[];
  /** Cases that changed and have to be read one by one, as far as they are ours. */
  readonly changedIds: readonly string[];
  /** Where the next reading begins; to be kept with what was applied. */
  readonly checkpoint: string;
}

/** What a site can do; differs by profile. */
export interface Capabilities {
  /** A case can be found by our reference. */
  readonly finds: boolean;
  readonly tellsChanges: boolean;
  readonly updates: boolean;
  /** The same creation twice makes one case. */
  readonly isIdempotent: boolean;
}

export interface Connection {
  /** The profile that the answers look like. */
  readonly seen: OpenchsProfileName | null;
  /** Until when the credential holds; null = no end is told. */
  readonly credentialUntil: Date | null;
}

/** One OpenCHS by one of its three interfaces. Every method throws OpenchsError, whose outcome says what is certain. */
export interface OpenchsProfile {
  readonly name: OpenchsProfileName;
  readonly capabilities: Capabilities;
  /** Checks address, credential, rights and settings, and opens nothing. */
  connect(signal: AbortSignal): Promise<Connection>;
  createCase(wanted: NewRemoteCase, signal: AbortSignal): Promise<RemoteCase>;
  /** The cases that bear our reference, made since a moment; null = this site cannot be searched. */
  findByReference(reference: string, since: Date, signal: AbortSignal): Promise<readonly RemoteCase[] | null>;
  /** null = there is no such case. */
  getCase(id: string, signal: AbortSignal): Promise<RemoteCase | null>;
  /** What changed since a checkpoint of an earlier call; null = from now on. */
  listChanges(checkpoint: string | null, signal: AbortSignal): Promise<RemoteChanges>;
  /** Sets the status and reads it back; null = there is no such case. */
  updateCase(id: string, status: RemoteStatus, signal: AbortSignal): Promise<RemoteCase | null>;
}
