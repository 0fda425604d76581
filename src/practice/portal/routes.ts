import type { CallAnswerer } from './call.js';
import type { CallName } from './fault-board.js';
import { filePath } from './listing-page.js';
import { loginPath, mainPath } from './portal-session.js';
import { ecdFileCall, listingCallWith, repFileCall } from './rep-calls.js';
import { loginCall, loginPageCall, logoutCall, mainCall } from './sign-in-calls.js';
import { smtSearchCall } from './smt-calls.js';
import { ssoAuthCall, ssoAuthenticateCall, ssoStartCall } from './sso-calls.js';
import { stmFileCall, stmListCall, stmPageCall } from './stm-calls.js';
import { thaidPageCall, thaidScanCall, thaidStartCall } from './thaid-calls.js';
import {
  tokenAuthCall,
  tokenFileCall,
  tokenInfoCall,
  tokenRefreshCall,
  tokenSearchCall,
} from './token-calls.js';

/** Every page and call of the practice portal on one page. */
export interface PortalRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Name for faults; null where none can be switched on. */
  readonly call: CallName | null;
  readonly answer: CallAnswerer;
}

const route = (
  method: PortalRoute['method'],
  path: string,
  call: CallName | null,
  answer: CallAnswerer,
): PortalRoute => ({ method, path, call, answer });

const stm = '/webComponent/ucs/statementUCS';
const client = '/Client/backend/api';

export const portalRoutes: readonly PortalRoute[] = [
  route('GET', loginPath, 'login_page', loginPageCall),
  route('POST', loginPath, 'login', loginCall),
  route('GET', '/webComponent/login/LogoutAction.do', null, logoutCall),
  route('GET', mainPath, 'main', mainCall),
  route('GET', '/webComponent/LoginSSOAction.do', 'sso_start', ssoStartCall),
  route('GET', '/realms/nhso/protocol/openid-connect/auth', 'sso_auth', ssoAuthCall),
  route('POST', '/realms/nhso/login-actions/authenticate', 'sso_authenticate', ssoAuthenticateCall),
  route('GET', '/realms/nhso/broker/thaid/login', null, thaidStartCall),
  route('GET', '/dopa/auth', null, thaidPageCall),
  route('POST', '/dopa/scan', null, thaidScanCall),
  route('GET', '/webComponent/validation/ValidationMainAction.do', 'listing', listingCallWith('as_always')),
  route('GET', filePath, 'rep_file', repFileCall),
  route('GET', '/webComponent/validation/GetFileAction.do', 'ecd_file', ecdFileCall),
  route('GET', `${stm}Action.do`, 'stm_page', stmPageCall),
  route('GET', `${stm}ViewAction.do`, 'stm_list', stmListCall),
  route('POST', `${stm}ViewAction.do`, 'stm_list', stmListCall),
  route('POST', `${stm}DownloadAction.do`, 'stm_file', stmFileCall),
  route('POST', `${client}/auth`, 'token_auth', tokenAuthCall),
  route('POST', `${client}/auth/token`, 'token_refresh', tokenRefreshCall),
  route('POST', `${client}/auth/info`, 'token_info', tokenInfoCall),
  route('POST', `${client}/center/m-uploads/search`, 'token_search', tokenSearchCall),
  route('GET', '/eclaimapi/invoice/InvoiceReportExcelAction.do', 'token_file', tokenFileCall),
  route('POST', '/smtf/api/budgetreport/budgetSummaryByVendorReport/search', 'smt_search', smtSearchCall),
];
