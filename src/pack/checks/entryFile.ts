import { join, relative } from 'node:path';
import type { ProjectKind } from '../packTypes';
import type { Check } from './check';

const names = { miniprogram: 'app', game: 'game', plugin: 'plugin' } as const satisfies Record<ProjectKind, string>;
export const entryJson = (kind: ProjectKind): string => `${names[kind]}.json`;

/** `app.json` (`game.json`, `plugin.json`) must ship, in the code root that is in force. */
export const checkEntryFile: Check = ({ project, code, shown }) => {
  const name = entryJson(project.kind);
  const found = code.lookup(name);
  if (found.found === 'shipped') return [];
  if (found.found === 'otherCase') {
    return [
      { rule: 'caseDiffers', severity: 'error', args: { wanted: name, found: found.path }, file: shown(found.path) },
    ];
  }
  const root = relative(project.root, project.codeRoot) || '.';
  return [{ rule: 'appJsonMissing', severity: 'error', args: { name, path: join(project.codeRoot, name), root } }];
};
