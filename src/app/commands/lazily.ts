import type { CommandArgs, CommandId } from '../manifest';
import type { HandlersOf } from './context';

/** Handlers whose code is loaded when the first of them runs, so that a window that starts does not pay for them. */
export function lazily<C extends CommandId>(ids: readonly C[], load: () => Promise<HandlersOf<C>>): HandlersOf<C> {
  let loading: Promise<HandlersOf<C>> | undefined;
  const loaded = (): Promise<HandlersOf<C>> => {
    loading ??= load().catch((error: unknown) => {
      // An update may be replacing the files just now: the next try finds them.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const handlerOf =
    <I extends C>(id: I) =>
    async (...args: CommandArgs[I]): Promise<void> =>
      (await loaded())[id](...args);
  return Object.fromEntries(ids.map((id) => [id, handlerOf(id)])) as unknown as HandlersOf<C>;
}
