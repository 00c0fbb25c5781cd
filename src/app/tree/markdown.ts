/** Text of others as plain words inside Markdown: no markup, link, picture, HTML, icon or line break of theirs has any effect. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|~>$:@/]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
}
/** `**label:** value` for each row that has a value. */
export function factLines(rows: readonly (readonly [label: string, value: string | undefined])[]): string {
  return rows
    .flatMap(([label, value]) => (value ? [`**${escapeMarkdown(label)}:** ${escapeMarkdown(value)}`] : []))
    .join('  \n');
}
