import { readFileSync } from 'node:fs';
import path from 'node:path';
import { programFolder } from '../config.js';
import type { Scope } from '../domain/scope.js';

const files = [
  { file: 'cases.sh', title: 'help-api.sample_cases' },
  { file: 'copy-claims.mjs', title: 'help-api.sample_copy' },
  { file: 'open_denials.py', title: 'help-api.sample_denials' },
  { file: 'sign-in.sh', title: 'help-api.sample_sign_in' },
] as const;

/** A program that /help/api shows; a test runs each of them as it stands there. */
export type ApiSample = (typeof files)[number] & { readonly text: string };

/** Reads the programs from views/samples. */
export function readApiSamples(): readonly ApiSample[] {
  const folder = path.join(programFolder, 'views', 'samples');
  return files.map((one) => ({ ...one, text: readFileSync(path.join(folder, one.file), 'utf8') }));
}

/** The receiver of webhooks, which a test sends messages to. */
export function readWebhookReceiver(): { readonly file: string; readonly text: string } {
  const file = 'receive_webhook.py';
  return { file, text: readFileSync(path.join(programFolder, 'views', 'samples', file), 'utf8') };
}

/** What the key of the samples must be allowed. */
export const sampleScopes: readonly Scope[] = ['cases:read', 'cases:write', 'imports:write', 'claims:read'];

/** How the samples are told where, and by whose key. */
export function sampleSettings(address: string): string {
  return `export ECLAIM_URL='${address}'\nexport ECLAIM_KEY='ecr_…'\n`;
}
