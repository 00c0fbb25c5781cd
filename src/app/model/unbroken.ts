/** The text on one line, in Chinese too: beside a long text a Markdown table leaves little room to short ones. */
export const unbroken = (text: string): string =>
  text
    .replaceAll(' ', '\u00a0')
    .replaceAll('-', '-\u2060')
    .replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, '\u2060');
