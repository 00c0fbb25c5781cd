import { type Check, atApp } from './check';
import { entryJson } from './entryFile';

/** Page paths are relative and plain: no leading slash or dot, no space at the ends, no `\`, `//` or `..`, no ending. */
export const checkPagePaths: Check = (context) => {
  const { app } = context;
  if (!app) return [];
  return app.pages
    .filter(({ given }) => isWrong(given))
    .map((page) =>
      atApp(context, app, page.place, 'pagePathWrong', 'error', {
        page: page.given,
        file: entryJson(context.project.kind),
      }),
    );
};
export function isWrong(page: string): boolean {
  return page === '' || /^[/.\s]|\s$|\\|\/\/|(?:^|\/)\.\.(?:\/|$)|\.(?:js|wxml|json)$/.test(page);
}
