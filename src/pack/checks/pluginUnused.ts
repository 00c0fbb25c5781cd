import { type JsonPath, asObject } from '../jsonFile';
import { atApp } from './check';
import type { UseCheck } from './useGraph';

/** Plugins that app.json declares and nothing asks for. */
export const checkPluginUnused: UseCheck = (context, app, { uses }) => {
  const owners: readonly JsonPath[] = [[], ...app.subPackages.map(({ place }) => place)];
  return owners.flatMap((owner) => {
    const at = owner.reduce<unknown>(
      (value, key) =>
        Array.isArray(value) ? (value as readonly unknown[])[Number(key)] : asObject(value)[String(key)],
      app.value,
    );
    return Object.keys(asObject(asObject(at)['plugins'])).flatMap((name) =>
      uses.plugins.has(name)
        ? []
        : [atApp(context, app, [...owner, 'plugins', name], 'pluginUnused', 'info', { name })],
    );
  });
};
