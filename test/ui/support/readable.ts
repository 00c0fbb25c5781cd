import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';

/** Contrast that text needs (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5;

/**
 * Asserts that everybody can read and use the page of a panel as it is shown now: text stands out from what is behind it,
 * every control has a name, descriptions exist, no id is there twice, and nothing is wider than the page.
 */
export async function assertReadable(frame: Frame): Promise<void> {
  const found = await frame.evaluate<readonly string[]>(
    `(() => { ${colors} return [...contrasts(), ...names(), ...ids(), ...widths()]; ${checks} })()`,
  );
  assert.deepEqual(found, []);
}

/** The page's own code: tests know nothing of its types. */
const colors = String.raw`
  const parse = (text) => {
    const [, space, values] = /^(rgba?|color)\((?:srgb )?([^)]+)\)/.exec(text) ?? [];
    if (!values) return [0, 0, 0, 0];
    const [r, g, b, a = 1] = values.split(/[ ,/]+/).map(Number);
    const most = space === 'color' ? 255 : 1;
    return [r * most, g * most, b * most, a];
  };
  const over = ([r, g, b, a], under) => [...[r, g, b].map((one, at) => one * a + under[at] * (1 - a)), 1];
  const above = (element) => (element ? [...above(element.parentElement), element] : []);
  const behind = (element) =>
    above(element).reduce((under, one) => over(parse(getComputedStyle(one).backgroundColor), under), [255, 255, 255, 1]);
  const light = (color) => {
    const [r, g, b] = color.map((one) => {
      const part = one / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
`;
const checks = String.raw`
  function contrasts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const { width, height } = element.getBoundingClientRect();
      // What is as small as a point is for screen readers.
      if (node.data.trim() === '' || width < 2 || height < 2) continue;
      const under = behind(element);
      const opacity = above(element).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
      const [r, g, b, a] = parse(getComputedStyle(element).color);
      const ratio = contrast(over([r, g, b, a * opacity], under), under);
      if (ratio < ${leastContrast}) found.add(ratio.toFixed(1) + ' to 1: ' + node.data.trim().slice(0, 60));
    }
    return found;
  }
  function names() {
    const controls = [...document.querySelectorAll('button, input, select, textarea, [role=treeitem], [role=tree]')];
    return controls.flatMap((control) => {
      if (control.getClientRects().length === 0) return [];
      const byId = (control.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
      const parts = [control.getAttribute('aria-label'), control.innerText, ...[...(control.labels ?? []), ...byId].map((one) => one?.innerText)];
      return parts.some((part) => part?.trim()) ? [] : ['no name: ' + control.outerHTML.slice(0, 100)];
    });
  }
  function ids() {
    const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const asked = [...document.querySelectorAll('[aria-describedby], [aria-labelledby]')].flatMap((one) =>
      ['aria-describedby', 'aria-labelledby'].flatMap((name) => (one.getAttribute(name) ?? '').split(' ')),
    );
    return [
      ...all.filter((id, at) => all.indexOf(id) !== at).map((id) => 'twice: ' + id),
      ...asked.filter((id) => id !== '' && !all.includes(id)).map((id) => 'nowhere: ' + id),
    ];
  }
  function widths() {
    const most = document.documentElement.clientWidth + 1;
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().right > most)
      .map((one) => 'sticks out: ' + one.tagName + '.' + one.className);
  }
`;
