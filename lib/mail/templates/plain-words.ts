/**
 * A text that a stranger chose, if it is nothing but words and pictographs; else null. Anyone may enter anyone's address,
 * under any name, from a browser that calls itself anything: what could become a link, a telephone number or markup stays
 * out of mails, and so does what cannot be seen.
 */
export function plainWords(text: string): string | null {
  // One after the other: together they would tell some texts apart in time that grows with every character.
  const words = text.replace(EMOJI, ' ');
  return WORDS.test(words) && !DOMAIN_OR_NUMBER.test(text) ? text : null;
}

/** One emoji: a flag, or a pictograph with its skin tone or variant, joined to others perhaps (Unicode TS 51, 1.4.9). */
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?`;
const EMOJI = new RegExp(String.raw`\p{RI}{2}|${PICTOGRAPH}(?:\u200D${PICTOGRAPH})*`, 'gu');
const WORDS = /^[\p{L}\p{M}\p{N} .,'’()_-]{1,80}$/u;
const DOMAIN_OR_NUMBER = /\.[\p{L}\p{N}]{2}|(\p{N}\P{N}*){5}/u;
