/** The web sites that this program asks, one folder each. */
export {
  createEclaimClient,
  type DownloadTarget,
  type EclaimClient,
  type EclaimParts,
} from './eclaim/client.js';
export { tokenOfKept } from './eclaim/kept-token.js';
export type { ListedRep, Listing, OfferedFile } from './eclaim/listing.js';
export { fileSha256, removeParts, type SavedWorkbook } from './eclaim/save-workbook.js';
export type { PortalAccount } from './eclaim/sign-in.js';
export { type SsoStep, scanOf } from './eclaim/sso.js';
export type { OfferedStatement, StatementListing } from './eclaim/statement-listing.js';
export { createSmtClient, type SmtClient, vendorIdOf } from './smt/client.js';
export type { ReadTransfers, RefusedRecord } from './smt/read-transfer.js';
export { UpstreamError } from './upstream-error.js';
export { defaultUpstreamSettings, type UpstreamSettings } from './upstream-settings.js';
