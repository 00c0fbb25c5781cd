import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** One kind of panel. */
export interface PanelKind {
  /** The tail of its view type, and the name of its script and style in dist/webview. */
  readonly page: 'approval' | 'fault' | 'form' | 'packagePreview' | 'qr';
  /** The pictures of its tab: `media/<picture>-light.svg` and `-dark.svg`. */
  readonly picture: 'approval' | 'fault' | 'form' | 'package' | 'qr';
  /** What is typed, passwords above all, stays in the page while its tab is in the background. */
  readonly keepsWhatIsTyped?: boolean;
}
/** Opens an editor tab with the page; what it shows is sent to it once it says that it is ready. */
export function createPagePanel(kind: PanelKind, title: string, extensionUri: vscode.Uri): vscode.WebviewPanel {
  const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const panel = vscode.window.createWebviewPanel(`miniProgram.${kind.page}`, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [root],
    retainContextWhenHidden: kind.keepsWhatIsTyped ?? false,
  });
  const pictureUri = (shade: 'light' | 'dark'): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media', `${kind.picture}-${shade}.svg`);
  panel.iconPath = { light: pictureUri('light'), dark: pictureUri('dark') };
  const { webview } = panel;
  const part = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  webview.html = pageHtml({
    title,
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: part(`${kind.page}.js`),
    styleUri: part(`${kind.page}.css`),
    cspSource: webview.cspSource,
    language: vscode.env.language,
  });
  return panel;
}

interface PageParts {
  readonly title: string;
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly cspSource: string;
  /** BCP 47, for screen readers. */
  readonly language: string;
}
/** The page's frame; src/webview fills it. Nothing is loaded but our script, our style and pictures inside the page. */
function pageHtml({ title, nonce, scriptUri, styleUri, cspSource, language }: PageParts): string {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${styleUri}">
<title>${escapeHtml(title)}</title>
</head>
<body>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
