import 'server-only';

/**
 * Characters that leave no ink: what Unicode calls default ignorable (the Hangul fillers and the marks of direction among
 * them), and some more.
 */
const INVISIBLE = '[\\p{DI}\\ufff9-\\ufffb\\u{16fe4}\\u{1d159}]';

/** Scripts whose letters join, and in which a joiner between two letters changes their shape. */
const CURSIVE =
  '[\\p{L}&&[\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Mand}\\p{sc=Nkoo}\\p{sc=Mong}\\p{sc=Adlm}\\p{sc=Rohg}]]';

/** Viramas: what an Indic script makes of the letters around one depends on a joiner. From Devanagari to Chakma. */
const VIRAMA =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d3b\\u0d3c\\u0d4d\\u0dca\\u1039\\u103a\\u17d2\\u1b44\\ua9c0\\u{11133}]';

/** One emoji, as text or as a picture, or with a tone of skin (Unicode TS 51, 1.4). */
const EMOJI = '\\p{ExtPict}(?:[\\ufe0e\\ufe0f]|\\p{EMod})?';

/** Where invisible characters are part of what is seen. Unicode Annex 31, 2.3 has the rules for the joiners. */
const NEEDED = [
  // The flags of England, Scotland and Wales: all that there are of their kind.
  '\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}',
  `${EMOJI}(?:\\u200d${EMOJI})*`,
  '[\\d#*]\\ufe0f\\u20e3',
  `(?<=${CURSIVE}\\p{M}*)[\\u200c\\u200d](?=${CURSIVE})`,
  `(?<=${VIRAMA}\\p{M}*)[\\u200c\\u200d]`,
  `(?<=[\\p{L}--\\p{DI}])\\u200d(?=${VIRAMA})`,
  // Variants of a character: of Chinese ones in names, of Mongolian and Burmese letters.
  '(?<=\\p{sc=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=[\\p{L}&&\\p{sc=Mong}])[\\u180b-\\u180f]',
  '(?<=\\p{sc=Mymr})\\ufe00',
].join('|');

const NEEDED_OR_INVISIBLE = new RegExp(`(${NEEDED})|${INVISIBLE}`, 'gv');

/**
 * A text without the characters that nobody sees, so that what looks alike is alike. They stay where scripts and emoji
 * need them: between Persian letters, in families and flags.
 */
export function withoutInvisible(text: string): string {
  return text.replace(NEEDED_OR_INVISIBLE, (_, needed: string | undefined) => needed ?? '');
}
