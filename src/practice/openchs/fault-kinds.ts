import type { BoardFault, FaultBoard } from '../fault-board.js';

/** The calls that the practice OpenCHS knows, by profile. */
export const openchsCalls = [
  'documented_health',
  'documented_create',
  'documented_list',
  'documented_get',
  'documented_update',
  'native_sign_in',
  'native_create',
  'native_list',
  'native_get',
  'native_update',
  'native_changes',
  'native_nothing',
  'gateway_ask_code',
  'gateway_verify',
  'gateway_create',
  'gateway_status',
  'ai_process',
  'ai_stream',
  'ai_realtime',
  'ai_task',
  'ai_forget',
] as const;
export type OpenchsCall = (typeof openchsCalls)[number];

/** Spoil the way, whatever is asked. */
export const transportFaults = [
  'refuse',
  'reset_before_body',
  'reset_after_body',
  'hang',
  'late',
  'store_then_drop',
  'store_late',
  'cut_body',
  'html',
  'redirect_away',
] as const;

/** Put a status in place of the answer. */
export const statusFaults = [
  'unauthorized',
  'invalid_with_code',
  'invalid_without_code',
  'invalid_problem',
  'under_way',
  'timeout_408',
  'too_many_seconds',
  'too_many_date',
  'too_many_bare',
  'server_error',
  'bad_gateway',
  'unavailable',
  'accepted_203',
] as const;

/** Change how a profile's own call answers. */
export const profileFaults = [
  'ignore_idempotency_key',
  'ignore_updated_since',
  'shape_data',
  'shape_success',
  'shape_results',
  'empty_on_put',
  'naive_times',
  'small_pages',
  'newest_first',
  'equal_updated_at',
  'columns_inserted',
  'columns_removed',
  'columns_reordered',
  'duplicate_create',
  'total_changing',
  'blank_activity_fields',
  'expired_session',
  'no_category',
  'no_reference',
  'token_expired',
  'organisation_inactive',
  'server_error_text',
  'status_unknown',
] as const;

/** What the audio service does. */
export const aiFaults = [
  'immediate_transcript',
  'endpoint_elsewhere',
  'eternal_queued',
  'task_failed',
  'expired_result',
  'split_frames',
  'crlf_frames',
  'no_data_prefix',
  'documented_stream',
  'heartbeats_only',
  'missing_last_frame',
  'stream_failed',
  'huge_frame',
] as const;

export const openchsFaultKinds = [
  ...transportFaults,
  ...statusFaults,
  ...profileFaults,
  ...aiFaults,
] as const;
export type OpenchsFaultKind = (typeof openchsFaultKinds)[number];

export interface OpenchsFault extends BoardFault {
  readonly call: OpenchsCall | 'any';
  readonly kind: OpenchsFaultKind;
  /** Length of `late` (35,000) and `store_late` (5,000), closed time of `refuse` (1,000), wait of `too_many_…` (2,000). */
  readonly ms?: number;
  /** Where `redirect_away` leads. */
  readonly location?: string;
}

export type OpenchsFaults = FaultBoard<OpenchsFault>;
