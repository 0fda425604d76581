import { load } from 'cheerio';

/** A form that is sent back with all that it hides. */
export interface SsoForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** A page of the single sign-on, by the marks of formats/nhso-eclaim-protocol.md 3. */
export type SsoPage =
  | {
      readonly kind: 'password' | 'otp';
      readonly form: SsoForm;
      /** Why the last try was not taken, in the site's own words; null on the first page. */
      readonly said: string | null;
      /** Address of the sign-in by ThaiD, as the page writes it. */
      readonly thaid: string | null;
    }
  /** An authenticator is to be set up first, which only its owner can do. */
  | { readonly kind: 'set_up' }
  /** The QR code for ThaiD: picture as a data URL, number to compare with the phone. */
  | { readonly kind: 'scan'; readonly picture: string; readonly reference: string | null }
  | { readonly kind: 'over' }
  | { readonly kind: 'unknown' };

const overWords = /timed out|expired|หมดเวลา|หมดอายุ/i;
const pictureShape = /^data:image\/(?:png|jpe?g|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]+$/;
const longestPicture = 400_000;

export function readSsoPage(html: string, address: URL): SsoPage {
  const $ = load(html);
  if ($('#kc-totp-settings-form').length > 0 || /CONFIGURE_TOTP/.test(address.search))
    return { kind: 'set_up' };
  for (const [kind, id] of [
    ['otp', 'kc-otp-login-form'],
    ['password', 'kc-form-login'],
  ] as const) {
    const form = $(`form#${id}`).first();
    if (form.length === 0) continue;
    const hidden: Record<string, string> = {};
    // Of several devices the chosen one is a radio button.
    for (const input of form
      .find('input[type="hidden" i][name], input[type="radio" i][checked][name]')
      .toArray())
      hidden[$(input).attr('name') ?? ''] = $(input).attr('value') ?? '';
    const thaid = $('a[href]')
      .filter((_, link) => /thai\s?d/i.test(`${$(link).text()} ${$(link).attr('id') ?? ''}`))
      .first();
    return {
      kind,
      form: { action: form.attr('action') ?? '', hidden },
      said: feedbackOf($('.kc-feedback-text, #input-error, .alert, .alert-error, .error').first().text()),
      thaid: thaid.attr('href') ?? null,
    };
  }
  const words = $.root().text().replace(/\s+/g, ' ');
  const picture = $('img')
    .toArray()
    .map((image) => ($(image).attr('src') ?? '').trim())
    .find((source) => source.length <= longestPicture && pictureShape.test(source));
  if (picture !== undefined) return { kind: 'scan', picture, reference: referenceOf(words, address) };
  return { kind: overWords.test(words) ? 'over' : 'unknown' };
}

function feedbackOf(text: string): string | null {
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' ? null : words.slice(0, 200);
}

function referenceOf(words: string, address: URL): string | null {
  const written = address.searchParams.get('refCode') ?? /หมายเลขอ้างอิง\s*:?\s*([\w-]{2,40})/.exec(words)?.[1];
  return written !== undefined && /^[\w-]{1,40}$/.test(written) ? written : null;
}
