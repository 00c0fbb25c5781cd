import { type Check, atApp } from './check';

/** `entryPagePath` names one of the pages, without a query. */
export const checkEntryPage: Check = (context) => {
  const { app } = context;
  const given = app?.value['entryPagePath'];
  if (!app || given === undefined) return [];
  const isPage = typeof given === 'string' && app.pages.some(({ path }) => path === given);
  return isPage
    ? []
    : [
        atApp(context, app, ['entryPagePath'], 'entryPageUnknown', 'error', {
          page: typeof given === 'string' ? given : JSON.stringify(given),
        }),
      ];
};
