import { runMocha } from '../host/mochaEntry';

/** Called by VS Code in its extension host. */
export const run = (): Promise<void> =>
  runMocha({
    load: async () => {
      await import('./activation.test');
      await import('./tasks.test');
    },
  });
