import { isActionCall, isActionForm } from './action-body';
import { multipartFields } from './multipart';
import { policy } from './policy';

/**
 * The wall in front of every request that may change something: null lets it pass, else the status and a sentence.
 *
 * It must be a POST (405) from a page of ours (403), of a stated and bounded length (411, 413), in one of the two forms
 * that our pages send (415), and written as they write it (400). Next.js itself compares the origin with a header that
 * the client can send as well, lets a request without an origin pass, and answers 500 to a body that it cannot decode.
 */
export async function refuseRequest(
  request: Request,
  { origin }: { origin: string },
): Promise<Refusal | null> {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return refuseEmbedding(request);
  if (request.method !== 'POST') return { status: 405, message: 'This address takes no such request.' };
  return (
    refuseSender(request.headers, origin) ?? refuseLength(request.headers) ?? (await refuseBody(request))
  );
}

/**
 * What other sites may do with an address of ours is lead people there, not load or frame it (W3C Fetch Metadata). Some
 * addresses are meant for them: whoever looks for passkeys, icons, rules.
 */
function refuseEmbedding({ headers, url }: Request): Refusal | null {
  const foreign = ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
  if (!foreign || FOR_ALL.test(new URL(url).pathname)) return null;
  const visit = headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
  return visit ? null : FOREIGN;
}

function refuseSender(headers: Headers, origin: string): Refusal | null {
  const site = headers.get('sec-fetch-site') ?? 'same-origin';
  const fromOurs = headers.get('origin') === origin && ['same-origin', 'none'].includes(site);
  // Next.js compares the origin with this host, and answers 500 when they differ.
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host');
  return fromOurs && host === new URL(origin).host ? null : FOREIGN;
}

function refuseLength(headers: Headers): Refusal | null {
  const length = headers.get('content-length');
  // An action of another page, which Next.js passes on to itself without telling the length.
  if (length === null && headers.has('x-action-forwarded')) return null;
  if (length === null || !/^\d+$/.test(length))
    return { status: 411, message: 'The length of the request is missing.' };
  return Number(length) > policy.bodyLimit ? TOO_LARGE : null;
}

async function refuseBody(request: Request): Promise<Refusal | null> {
  const type = request.headers.get('content-type') ?? '';
  const called = request.headers.has('next-action');
  const multipart = type.startsWith('multipart/form-data');
  if (!multipart && !(called && /^text\/plain; ?charset=utf-8$/i.test(type))) {
    return { status: 415, message: 'Send this as a form.' };
  }
  const bytes = await request.clone().arrayBuffer();
  if (bytes.byteLength > policy.bodyLimit) return TOO_LARGE;
  const body = asText(bytes) ?? '';
  const fields = multipart ? multipartFields(body, type) : [{ name: '0', value: body }];
  const decodable = fields !== null && (called ? isActionCall(fields) : isActionForm(fields));
  return decodable
    ? null
    : { status: 400, message: 'This form could not be read. Reload the page and try again.' };
}

/** The bytes as UTF-8, a byte order mark kept: JSON must not begin with one. Null if they are no UTF-8. */
function asText(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const FOR_ALL = /^\/(?:\.well-known\/|api\/health$|[\w-]+\.\w+$)/;

const FOREIGN: Refusal = { status: 403, message: 'This request came from another site.' };

const TOO_LARGE: Refusal = { status: 413, message: 'That is more than we can take in one go.' };

type Refusal = { status: 400 | 403 | 405 | 411 | 413 | 415; message: string };
