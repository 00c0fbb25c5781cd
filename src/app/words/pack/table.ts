import { contentWords } from './content';
import { fileWords } from './files';
import { pageWords } from './pages';
import { packRuleWords } from './packRules';
import { partWords } from './parts';
import { projectWords } from './project';
import type { PackWords } from './say';
import { sizeWords } from './sizes';

/** The words for every rule that packing tells; the compiler asks for those that miss. */
export const packWords: PackWords = {
  ...projectWords,
  ...pageWords,
  ...partWords,
  ...sizeWords,
  ...fileWords,
  ...packRuleWords,
  ...contentWords,
};
