import { z } from 'zod';
import { type Answer, htmlAnswer, jsonAnswer } from '../portal/call.js';
import { type FakeAnswerer, type FakeRoute, jsonBody } from './fake.js';

const code = z.object({ email: z.string().min(3), organization_name: z.string().min(1) });
const codeWithOtp = code.extend({ otp: z.string() });
/** All that the gateway keeps of a complaint. */
const complaint = z
  .object({
    narrative: z.string(),
    complaint_text: z.string(),
    reporter_nickname: z.string(),
    persons: z.unknown(),
  })
  .partial()
  .refine((body) => (body.narrative ?? body.complaint_text ?? '') !== '');

const yearSeconds = 365 * 86_400;

const bad = (message: string, status = 400): Answer =>
  jsonAnswer({ status: 'error', message, errors: {} }, status);

const askCode: FakeAnswerer = (fake, call) => {
  const parsed = code.safeParse(jsonBody(call));
  if (!parsed.success) return bad('Invalid data');
  fake.gateway.askCode(parsed.data.email);
  return jsonAnswer({ status: 'success', message: 'Verification code sent' });
};

const verify: FakeAnswerer = (fake, call) => {
  const parsed = codeWithOtp.safeParse(jsonBody(call));
  if (!parsed.success) return bad('Invalid data');
  const taken = fake.gateway.takeCode(parsed.data.email, parsed.data.otp);
  if (taken === null) return bad('Nothing pending', 404);
  if (!taken) return bad('Invalid or expired code');
  const expires = Math.floor(fake.now() / 1000) + yearSeconds;
  return jsonAnswer({
    status: 'success',
    message: 'Verified',
    token: fake.gatewayToken,
    organization_id: 7,
    expires: new Date(expires * 1000).toISOString(),
  });
};

const create: FakeAnswerer = (fake, call) => {
  if (call.has('organisation_inactive')) return bad('Organization is inactive', 403);
  if (call.has('token_expired') || call.headers.authorization !== `Bearer ${fake.gatewayToken}`)
    return jsonAnswer({ status: 'error', message: 'Token has expired' }, 401);
  if (call.has('server_error_text'))
    return jsonAnswer({ status: 'error', message: 'IntegrityError at line 211: secret detail' }, 500);
  if (!(call.headers['content-type'] ?? '').startsWith('application/json')) return bad('JSON only', 415);
  const parsed = complaint.safeParse(jsonBody(call));
  if (!parsed.success) return bad('narrative is required');
  if (call.has('no_reference')) return jsonAnswer({ status: 'success', message: 'Complaint received' });
  const made = fake.gateway.create(parsed.data);
  return jsonAnswer({ status: 'success', message: 'Complaint received', case_reference: `lwf${made.id}` });
};

/** Anybody may read this by counting up. */
const status: FakeAnswerer = (fake, call) => {
  if (call.has('server_error_text')) return htmlAnswer('<pre>Traceback: secret detail</pre>', {}, 500);
  const reference = /^lwf(\d+)$/.exec(call.id);
  if (reference === null) return bad('Invalid reference');
  const found = fake.gateway.find(Number(reference[1]));
  if (found === null) return bad('Case not found', 404);
  return jsonAnswer({
    status: 'success',
    case_reference: call.id,
    case_id: found.id,
    case_status: call.has('status_unknown') ? 'Unknown' : found.status,
    case_assessment: '',
    case_details: '',
    message: '',
    last_updated: new Date(fake.now()).toISOString(),
  });
};

const form = '/gateway/api/webhook/webform';

/** Imitates the gateway in front of OpenCHS (integration.md 4.3); its addresses end with a slash. */
export const gatewayRoutes: readonly FakeRoute[] = [
  { call: 'gateway_ask_code', method: 'POST', path: `${form}/auth/request-verification/`, answer: askCode },
  { call: 'gateway_verify', method: 'POST', path: `${form}/auth/verify-otp/`, answer: verify },
  { call: 'gateway_create', method: 'POST', path: `${form}/`, answer: create },
  { call: 'gateway_status', method: 'GET', path: '/gateway/api/case/status/:id/', answer: status },
];
