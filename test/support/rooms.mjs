/**
 * The rooms of src/ and which way imports run: the one table behind the lint rule (eslint.config.mjs) and the layer test
 * (test/unit/layers.test.ts). `node` = may import Node's own modules, `vscode` = may import vscode (types count).
 */
export const rooms = {
  base: { mayImport: [], node: false, vscode: false },
  contract: { mayImport: ['base'], node: false, vscode: false },
  client: { mayImport: ['contract', 'base'], node: true, vscode: false },
  upload: { mayImport: ['contract', 'base'], node: true, vscode: false },
  pack: { mayImport: ['base'], node: true, vscode: false },
  wechat: { mayImport: ['contract', 'base'], node: true, vscode: false },
  sandbox: { mayImport: ['contract', 'base'], node: true, vscode: false },
  app: { mayImport: ['client', 'upload', 'pack', 'wechat', 'contract', 'base'], node: false, vscode: false },
  disk: { mayImport: ['app', 'base'], node: true, vscode: false },
  cli: {
    mayImport: ['app', 'disk', 'sandbox', 'client', 'upload', 'pack', 'wechat', 'contract', 'base'],
    node: true,
    vscode: false,
  },
  vscode: {
    mayImport: ['app', 'disk', 'client', 'upload', 'pack', 'wechat', 'contract', 'base', 'webview'],
    node: true,
    vscode: true,
  },
  webview: { mayImport: ['base'], node: false, vscode: false },
};

export const roomMessage = (room) =>
  `src/${room} may import: ${rooms[room].mayImport.join(', ') || 'nothing but itself'}` +
  `${rooms[room].node ? ', Node' : ''}${rooms[room].vscode ? ', vscode' : ''}. ` +
  'Move the code to the room it belongs to, or pass the effect in (src/README.md, "Rooms").';
