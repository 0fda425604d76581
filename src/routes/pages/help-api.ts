import { caseCsvFields } from '../../domain/case-csv.js';
import { openApiDocument } from '../api/openapi.js';
import { mounts } from '../api-call.js';
import {
  type ApiSample,
  readApiSamples,
  readWebhookReceiver,
  sampleScopes,
  sampleSettings,
} from '../api-samples.js';
import { ownOrigin } from '../cookies.js';
import { type PageContext, pageContext } from '../page-context.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { webhookMessage, webhookSample } from '../webhook-sample.js';
import {
  documentShape,
  type EventLine,
  eventLines,
  type FieldLine,
  headerLines,
  type OperationLine,
  operationGroups,
} from './help-api-lines.js';

/** views/pages/help-api.ejs: the OpenAPI document as people read it. */
export interface HelpApiView {
  readonly mounts: { readonly native: string; readonly compat: string };
  readonly document: string;
  /** Address of the keys; null where the reader may not see them. */
  readonly keys: string | null;
  /** Programs to begin with, how they are told where and by whose key, and the command that makes such a key. */
  readonly samples: {
    readonly key: string;
    readonly settings: string;
    readonly programs: readonly ApiSample[];
  };
  /** Columns that a CSV of cases may have, and the server's own time, as words in a sentence. */
  readonly columns: string;
  readonly tz: string;
  /** What may be told by webhooks, field by field; a message, how a receiver checks it, and a whole receiver. */
  readonly events: readonly EventLine[];
  readonly webhookMessage: string;
  readonly webhookSample: string;
  readonly receiver: { readonly file: string; readonly text: string };
  readonly headers: readonly FieldLine[];
  readonly groups: readonly { readonly name: string; readonly operations: readonly OperationLine[] }[];
}

/** `routes` are given late: this page is one of them. */
export function helpApi(routes: () => readonly Route[]): Route {
  const programs = readApiSamples();
  const receiver = readWebhookReceiver();
  return {
    method: 'get',
    path: '/help/api',
    permission: 'signed_in',
    handle: (parts) => async (req, res) => {
      const document = openApiDocument(routes(), req.baseUrl);
      const samples = {
        key: `eclaim-rep key create --name HIS --scope ${sampleScopes.join(',')}`,
        settings: sampleSettings(`${ownOrigin(req, parts)}${req.baseUrl}`),
        programs,
      };
      const view = helpApiView(pageContext(parts, res), document, { samples, receiver, tz: parts.config.TZ });
      await sendPage(res, 'help-api', view);
    },
  };
}

function helpApiView(
  context: PageContext,
  document: unknown,
  given: Pick<HelpApiView, 'samples' | 'receiver' | 'tz'>,
): HelpApiView {
  const { baseUrl, can } = context;
  const read = documentShape.parse(document);
  return {
    mounts: { native: `${baseUrl}${mounts.native}`, compat: `${baseUrl}${mounts.compat}` },
    document: `${baseUrl}${mounts.native}/openapi.json`,
    keys: can('administer') ? `${baseUrl}/settings/keys` : null,
    ...given,
    columns: caseCsvFields.join(', '),
    events: eventLines(read, context),
    headers: headerLines(read, context),
    webhookMessage,
    webhookSample,
    groups: operationGroups(read, context),
  };
}
