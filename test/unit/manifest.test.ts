import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hiddenFromPalette, tokens, viewContainer, views } from '../../src/app/manifest';
import {
  interfaceMembers,
  readJson,
  readText,
  repository,
  stringLiterals,
  typescriptFiles,
  unionWords,
} from '../support/sources';

const table = 'src/app/manifest.ts';
const manifest = readJson('package.json');
const { contributes } = manifest;
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const same = (actual: Iterable<string>, expected: Iterable<string>, advice: string): void =>
  assert.deepEqual(sorted(actual), sorted(expected), advice);

const commandIds = [...interfaceMembers(table, 'CommandArgs').keys()];
const contextKeys = interfaceMembers(table, 'ContextKeys');
const settings = interfaceMembers(table, 'SettingTypes');
const menus: readonly { menu: string; command: string; when?: string; group?: string }[] = Object.entries(
  contributes.menus,
).flatMap(([menu, items]) => (items as any[]).map((item) => ({ menu, ...item })));
const welcome: readonly any[] = contributes.viewsWelcome;
const walkthroughs: readonly any[] = contributes.walkthroughs;
const clauses: readonly string[] = [
  ...menus.map((item) => item.when),
  ...contributes.commands.map((command: any) => command.enablement),
  ...welcome.map((item) => item.when),
].filter((clause) => clause !== undefined);
const steps: readonly any[] = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe('package.json and src/app/manifest.ts', () => {
  it('declare the same commands', () => {
    const declared = contributes.commands.map((command: any) => command.command);
    same(declared, commandIds, 'add the command to CommandArgs and to contributes.commands');
    assert.equal(new Set(declared).size, declared.length, 'a command is declared twice');
  });

  it('name only known commands in menus, links and completion events', () => {
    const linked = [...Object.values(readJson('package.nls.json')), JSON.stringify(manifest)].flatMap((text) =>
      [...String(text).matchAll(/(?:command|onCommand):(miniProgram\.[\w.]+)/g)].map((match) => match[1]!),
    );
    const own = [...menus.map((item) => item.command), ...linked].filter((id) => !id.endsWith('.focus'));
    for (const id of own) assert.ok(commandIds.includes(id), `${id} is not a command of ours`);
  });

  it('declare the same settings, with type and a default of that type', () => {
    const properties = contributes.configuration.properties;
    same(Object.keys(properties), settings.keys(), 'add the setting to SettingTypes and to contributes.configuration');
    for (const [key, type] of settings) {
      const { type: declared, default: value, scope } = properties[key];
      assert.equal(declared === 'integer' ? 'number' : declared, type, `type of ${key}`);
      assert.equal(typeof value, type, `default of ${key}`);
      assert.ok(scope, `${key} has no scope`);
    }
  });

  it('declare the same views and container', () => {
    same(Object.keys(contributes.views), [viewContainer], 'views belong to our container');
    const ids = contributes.views[viewContainer].map((view: any) => view.id);
    same(ids, Object.values(views), 'add the view to `views` and to contributes.views');
    same(
      contributes.viewsContainers.activitybar.map((container: any) => container.id),
      [viewContainer],
      'container',
    );
  });

  it('use in when-clauses every context key of ours, and no unknown one', () => {
    const used = clauses.flatMap((clause) => clause.match(/miniProgram\.\w+/g) ?? []);
    const known = [...contextKeys.keys(), ...Object.values(views)];
    for (const key of used) assert.ok(known.includes(key), `${key} is not in ContextKeys`);
    const everywhere = [
      ...used,
      ...steps.flatMap((step) => JSON.stringify(step.completionEvents).match(/miniProgram\.\w+/g) ?? []),
    ];
    for (const key of contextKeys.keys()) assert.ok(everywhere.includes(key), `${key} is set but nothing asks for it`);
  });

  it('compare context keys with values they can have', () => {
    for (const clause of clauses) {
      for (const [, key, value] of clause.matchAll(/(miniProgram\.\w+) [!=]= (\w+)/g)) {
        const type = contextKeys.get(key!) ?? '';
        const words =
          type === 'WelcomeState' ? unionWords(table, 'WelcomeState') : [...type.matchAll(/'(\w+)'/g)].map((m) => m[1]);
        assert.ok(words.includes(value!), `${key} is never ${value} (${clause})`);
      }
    }
  });

  it('match only tokens that tree items have, and every token', () => {
    const matched = clauses
      .flatMap((clause) => [...clause.matchAll(/viewItem =~ \/(.*?)\//g)].map((match) => match[1]!))
      .flatMap((pattern) => {
        assert.match(pattern, /^\\b.*\\b$/, `${pattern} must match whole words`);
        return pattern.replaceAll('\\b', '').match(/\w+/g) ?? [];
      });
    for (const token of matched) assert.ok((tokens as readonly string[]).includes(token), `no tree item has ${token}`);
  });

  it('have tokens for every item menu that code gives to some node', () => {
    const given = ['src/app/tree', 'src/app/activity', 'src/app/approvals', 'src/app/platform']
      .flatMap(typescriptFiles)
      .flatMap(stringLiterals);
    for (const token of tokens) assert.ok(given.includes(token), `no node is ever given the token ${token}`);
  });
});

describe('package.json', () => {
  it('hides from the palette exactly what needs a row, and says of every command when it makes sense', () => {
    const rules = new Map(contributes.menus.commandPalette.map((item: any) => [item.command, item.when]));
    const hidden = [...rules].filter(([, when]) => when === 'false').map(([command]) => command as string);
    same(hidden, hiddenFromPalette, 'hiddenFromPalette and commandPalette rules differ');
    const always = commandIds.filter((id) => !rules.has(id));
    // Where everything starts: these make sense in every window.
    same(
      always,
      ['trySandbox', 'addProfile', 'publish', 'showLog'].map((name) => `miniProgram.${name}`),
      'palette rules',
    );
  });

  it('keeps view titles and rows to three buttons', () => {
    const title = menus.filter(({ menu, group }) => menu === 'view/title' && group?.startsWith('navigation'));
    assert.equal(new Set(title.map((item) => item.group)).size, 3);
    const states: readonly (readonly string[])[] = [
      ['program', 'available', 'linked'],
      ['version', 'develop', 'submittable', 'previewable'],
      ['version', 'develop', 'withdrawable', 'reviewable', 'preview'],
      ['version', 'platform', 'releasable', 'previewable'],
      ['version', 'history', 'rollbackTarget', 'previewable'],
      ['failure'],
    ];
    for (const state of states) {
      const inline = menus.filter((item) => item.group?.startsWith('inline') && matches(item.when ?? '', state));
      assert.ok(inline.length >= 1 && inline.length <= 3, `${state.join(' ')} has ${inline.length} buttons`);
    }
  });

  it('gives an icon to every command that is shown as a button', () => {
    const buttons = menus.filter(({ group }) => group?.startsWith('inline') || group?.startsWith('navigation'));
    for (const { command } of buttons) {
      const declared = contributes.commands.find((item: any) => item.command === command);
      assert.match(declared.icon ?? '', /^\$\([a-z-]+\)$/, `${command} has no icon`);
    }
  });

  it('keeps what is dangerous away from publishing', () => {
    const groupsOf = (name: string): (string | undefined)[] =>
      menus
        .filter(({ menu, command }) => menu === 'view/item/context' && command === `miniProgram.${name}`)
        .map(({ group }) => group?.split('@')[0]);
    for (const name of ['delete', 'takeDown']) assert.deepEqual(groupsOf(name), ['9_danger']);
    assert.ok(!groupsOf('publish').includes('9_danger'));
  });

  it('welcomes in every state that has nothing to list', () => {
    const states = welcome
      .filter((item) => item.view === views.programs)
      .map((item) => /miniProgram\.state == (\w+)/.exec(item.when)?.[1] ?? '');
    same(
      states,
      unionWords(table, 'WelcomeState').filter((state) => state !== 'rows'),
      'one welcome for each state',
    );
  });

  it('names only files that exist', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map((container: any) => container.icon),
      ...contributes.views[viewContainer].map((view: any) => view.icon),
      ...steps.map((step) => step.media.svg ?? step.media.markdown ?? step.media.image),
    ];
    for (const file of files) assert.ok(existsSync(path.join(repository, file)), `${file} is missing`);
  });

  it('is activated by nothing but our project file, in the folder or one below it; views and commands come by themselves', () => {
    assert.deepEqual(manifest.activationEvents, [
      'workspaceContains:project.config.json',
      'workspaceContains:*/project.config.json',
    ]);
  });

  it('completes every walkthrough step by an event of ours', () => {
    for (const { id, completionEvents } of steps) {
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) assert.match(event, /^on(Command|View|Context):miniProgram\./, id);
    }
  });

  it('restricts what a folder that is not trusted may set', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    for (const key of restrictedConfigurations) assert.ok(settings.has(key), `${key} is not a setting`);
  });

  it('keeps the marketplace rules: at most ten keywords, a PNG icon, exact typings of the oldest promised VS Code', () => {
    assert.ok(manifest.keywords.length <= 10);
    assert.match(manifest.icon, /\.png$/);
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  });
});

describe('the code', () => {
  it('says only ids that package.json declares', () => {
    const known = [...commandIds, ...settings.keys(), ...contextKeys.keys(), ...Object.values(views)];
    for (const file of typescriptFiles('src')) {
      for (const text of stringLiterals(file)) {
        if (/^miniProgram\.[\w.]+$/.test(text)) assert.ok(known.includes(text), `${file} says ${text}`);
      }
    }
  });

  it('registers commands in one place only', () => {
    const registering = typescriptFiles('src').filter((file) => readText(file).includes('registerCommand('));
    assert.deepEqual(registering, ['src/vscode/commands/register.ts']);
  });

  it('opens modals in one place only', () => {
    const opening = typescriptFiles('src').filter((file) => /\bmodal: true/.test(readText(file)));
    assert.deepEqual(opening, ['src/vscode/ui/dialogs.ts']);
  });
});

/** Evaluates the tokens of a when-clause of the item menu; the rest of such a clause is always true there. */
function matches(clause: string, state: readonly string[]): boolean {
  return clause.split(' && ').every((part) => {
    const pattern = /^(!\()?viewItem =~ \/(.*)\//.exec(part);
    if (!pattern) return true;
    return new RegExp(pattern[2]!).test(state.join(' ')) !== (pattern[1] !== undefined);
  });
}
