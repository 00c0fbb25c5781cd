/** Just enough XML for the object store: elements with text, no attributes. */
export type XmlNode = string | number | readonly (readonly [name: string, content: XmlNode])[];

const escape = (text: string): string => text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
function render(content: XmlNode): string {
  if (typeof content === 'string' || typeof content === 'number') return escape(String(content));
  return content.map(([name, inner]) => `<${name}>${render(inner)}</${name}>`).join('');
}
export function xmlDocument(root: string, content: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${render(content)}</${root}>`;
}
/** Texts of the named elements within each `<parent>`, in order. */
export function readElements(xml: string, parent: string, names: readonly string[]): (string | undefined)[][] {
  return [...xml.matchAll(new RegExp(`<${parent}>([\\s\\S]*?)</${parent}>`, 'g'))].map(([, inner]) =>
    names.map((name) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(inner ?? '')?.[1]?.trim()),
  );
}
