/** More parts than any form of ours has; it bounds the work on a request. */
const MOST_PARTS = 100;

/** A boundary as browsers make them: hyphens, then letters and digits. RFC 2046 allows 70 characters. */
const CONTENT_TYPE = /^multipart\/form-data; ?boundary=((?=.{27,70}$)-*[A-Za-z\d][\w-]*)$/;

/** A text field: no header but its name, and a name that a form of ours can have. */
const PART = /^\r\n[Cc]ontent-[Dd]isposition: form-data; name="([\w$:.-]{1,100})"\r\n\r\n(.*)\r\n--$/s;

/**
 * The text fields of a multipart body, in order, or null unless it is written just as browsers write it (HTML,
 * "multipart/form-data encoding algorithm"). Next.js reads bodies with two lenient parsers that differ, and may fail, on
 * all else: files, encodings, further headers, short or quoted boundaries, boundaries within a value, broken ends.
 */
export function multipartFields(body: string, contentType: string): Field[] | null {
  const [, boundary] = CONTENT_TYPE.exec(contentType) ?? [];
  if (!boundary) return null;
  const [start, ...parts] = body.split(boundary, MOST_PARTS + 3);
  const end = parts.pop();
  if (start !== '--' || (end !== '--\r\n' && end !== '--') || parts.length > MOST_PARTS) return null;
  const fields = parts.map((part) => PART.exec(part));
  return fields.every((field) => field !== null)
    ? fields.map(([, name = '', value = '']) => ({ name, value }))
    : null;
}

export type Field = { name: string; value: string };
