import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeWindow } from '../../host/ui';
import { filesBelow } from './product';

const root = path.resolve(__dirname, '..', '..', '..');

/** The names of all product icons that this VS Code can draw. */
export const iconsOf = ({ page }: CodeWindow): Promise<readonly string[]> =>
  page.evaluate<string[]>(`[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => [...(rule.selectorText ?? '').matchAll(/\\.codicon-([a-z0-9-]+):+before/g)])
    .map((match) => match[1])`);

/** Every product icon that the code names: `$(name)`, `icon: 'name'`, and names chosen by a condition or a table beside it. */
export function iconsInSources(): readonly { readonly icon: string; readonly file: string }[] {
  const files = ['package.json', 'package.nls.json', ...filesBelow(path.join(root, 'src')).filter(isSource)];
  const found = files.flatMap((file) => {
    const text = readFileSync(path.resolve(root, file), 'utf8');
    const lines = text.split('\n').filter((line) => !/^\s*(\*|\/)/.test(line) && /\bicons?\w*\b|\$\(/i.test(line));
    return lines.flatMap((line) =>
      namesIn(line).map((icon) => ({ icon, file: path.relative(root, path.resolve(root, file)) })),
    );
  });
  return [...new Map(found.map((one) => [one.icon, one])).values()];
}
/** The rows of the package panel name pictures of that page. */
const isSource = (file: string): boolean =>
  /[\\/]src[\\/](app|vscode)[\\/].*\.ts$/.test(file) && !/[\\/]packagePreview[\\/]/.test(file);
function namesIn(line: string): string[] {
  const inText = [...line.matchAll(/\$\(([a-z][a-z0-9-]*)(?:~spin)?\)/g)];
  const asValue = [...line.matchAll(/\bicon(?:: |: \{ id: )'([a-z][a-z0-9-]*)(?:~spin)?'/g)];
  const chosen = [...line.matchAll(/\bicon(?:: |: \{ id: )[^,']*\? '([a-z][a-z0-9-]*)' : '([a-z][a-z0-9-]*)'/g)];
  return [...inText, ...asValue, ...chosen].flatMap(([, ...names]) => names.filter(Boolean));
}
