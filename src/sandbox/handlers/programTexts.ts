import { Problem } from '../problem';
import type { ProgramRecord, SandboxState } from '../state';
import { lengthOf } from './handler';

interface ProgramTexts {
  readonly MNPName: string;
  readonly MNPType: string;
  readonly MNPIntro: string;
  readonly MNPIcon?: string;
  readonly I18nList?: readonly Language[];
  readonly AgeRatings?: readonly AgeRating[];
}
interface Language {
  readonly Lang?: string;
  readonly IsDefault?: number;
  readonly MNPName?: string;
  readonly MNPIntro?: string;
}
interface AgeRating {
  readonly StandardId?: string;
  readonly AgeRating?: number;
}
/** The platform publishes no lengths; these are ours, and roomy. */
const nameLimit = 60;
const introLimit = 500;
const categoryLimit = 5;
const knownLanguages = ['en-US', 'zh-CN', 'zh-Hant', 'fr-FR', 'ar-SA', 'id-ID', 'vi-VN'];
const knownStandards = ['apple', 'iarc'];
/** What the super apps of the sandbox allow. */
const highestAge = 18;

/** Checks what CreateMNP and ModifyMNP share. `current` is the mini program being changed, undefined for a new one. */
export function checkProgramTexts(state: SandboxState, texts: ProgramTexts, current: ProgramRecord | undefined): void {
  const name = texts.MNPName.trim();
  if (name === '' || lengthOf(name) > nameLimit) {
    throw new Problem(
      'InvalidParameterValue.InvalidMNPName',
      `The mini program name must have 1 to ${nameLimit} characters.`,
    );
  }
  for (const other of state.programs.values()) {
    if (other !== current && other.name === name)
      throw new Problem('InvalidParameterValue.MiniProgramNameAlreadyExist', 'The mini program name already exists.');
  }
  checkCategories(state, texts.MNPType);
  // ModifyMNP lists no code of its own for the introduction.
  if (texts.MNPIntro.trim() === '' || lengthOf(texts.MNPIntro) > introLimit) {
    throw new Problem(
      current ? 'InvalidParameterValue' : 'InvalidParameterValue.InvalidMNPIntro',
      `The introduction must have 1 to ${introLimit} characters.`,
    );
  }
  checkIcon(texts.MNPIcon, current !== undefined);
  checkLanguages(texts.I18nList ?? []);
  checkAgeRatings(texts.AgeRatings ?? []);
}

function checkCategories(state: SandboxState, type: string): void {
  const chosen = type.split(',').map((part) => part.trim());
  if (chosen.length > categoryLimit) {
    throw new Problem(
      'InvalidParameterValue.MNPTypeNumberExceedLimit',
      `A mini program can have at most ${categoryLimit} categories.`,
    );
  }
  const known = new Set(state.categories.flatMap(({ name, values }) => values.map((value) => `${name}->${value}`)));
  const unknown = chosen.find((category) => !known.has(category));
  if (unknown !== undefined)
    throw new Problem('InvalidParameterValue.InvalidMNPType', `The category "${unknown}" does not exist.`);
}

function checkIcon(icon: string | undefined, mayBeLeftOut: boolean): void {
  if (!icon && mayBeLeftOut) return;
  const url = URL.canParse(icon ?? '') ? new URL(icon ?? '') : undefined;
  if (url && /^https?:$/.test(url.protocol) && /\.(png|jpe?g)$/i.test(url.pathname)) return;
  throw new Problem(
    mayBeLeftOut ? 'FailedOperation.MiniProgramIconAnalysisFailed' : 'InvalidParameterValue.InvalidMNPIcon',
    'The icon must be the URL of a PNG or JPEG picture.',
  );
}

function checkLanguages(languages: readonly Language[]): void {
  const unknown = languages.find(({ Lang }) => !knownLanguages.includes(Lang ?? ''));
  if (unknown) {
    throw new Problem(
      'InvalidParameterValue.InvalidMNPI18NLang',
      `The language "${unknown.Lang ?? ''}" is not supported. Use one of ${knownLanguages.join(', ')}.`,
    );
  }
}

function checkAgeRatings(ratings: readonly AgeRating[]): void {
  const standards = ratings.map(({ StandardId }) => StandardId ?? '');
  if (standards.some((standard) => !knownStandards.includes(standard)))
    throw new Problem('InvalidParameterValue.InvalidAgeRatingStandard', 'The age rating standard does not exist.');
  if (new Set(standards).size < standards.length)
    throw new Problem('InvalidParameterValue.DuplicateAgeRatingStandard', 'The age rating standard is given twice.');
  if (ratings.some(({ AgeRating: age = 0 }) => age > highestAge)) {
    throw new Problem(
      'InvalidParameterValue.AgeRatingExceedSupperAppLimit',
      `The age rating is above ${highestAge}, the limit of the application.`,
    );
  }
}

export const languagesOf = (languages: readonly Language[] | undefined): ProgramRecord['languages'] =>
  (languages ?? []).map((language) => ({
    lang: language.Lang ?? '',
    isDefault: language.IsDefault ?? 0,
    name: language.MNPName ?? '',
    intro: language.MNPIntro ?? '',
  }));
export const ageRatingsOf = (ratings: readonly AgeRating[] | undefined): ProgramRecord['ageRatings'] =>
  (ratings ?? []).map((rating) => ({ standard: rating.StandardId ?? '', age: rating.AgeRating ?? 0 }));
