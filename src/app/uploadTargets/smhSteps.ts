import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import type { Clock } from '../../base/clock';
import {
  describeLibraries,
  mediaEndpoints,
  type MediaLibrariesOptions,
  type MediaLibraryInfo,
} from '../../client/mediaLibraries';
import { ApiError } from '../../client/errors';
import { addressProblem } from '../../upload/httpAddress';
import { present } from '../errors/present';
import { BACK } from '../ports';
import { secretIdProblem } from '../profiles/profileSteps';
import { pathStep } from './cosSteps';
import type { TargetDraft } from './draft';
import { choiceStep, filled, secretStep, type TargetStep, type TargetSteps, textStep, withoutSlash } from './stepKit';

/** The libraries that the key may see, read when it is entered; kept while going back and forth. */
export class LibraryList {
  libraries: readonly MediaLibraryInfo[] = [];

  constructor(
    private readonly world: { readonly clock: Clock; readonly remember: (secret: string) => void },
    /** Address of the emulator's own, offered where there is one. */
    readonly emulator: string | undefined,
  ) {}

  /** Proves the key by listing; a key that may not list is good enough. Answers what is wrong. */
  async read(secretKey: string, draft: TargetDraft, signal: AbortSignal): Promise<string | undefined> {
    this.world.remember(secretKey);
    const options: MediaLibrariesOptions = {
      ...this.world,
      endpoint: draft.control,
      credentials: () => Promise.resolve({ secretId: draft.controlId, secretKey }),
    };
    this.libraries = [];
    try {
      this.libraries = await describeLibraries(options, signal);
      return undefined;
    } catch (error) {
      if (isCancelled(error)) throw error;
      if (error instanceof ApiError && error.advice === 'perm') return undefined;
      return present(error)?.message ?? messageOf(error);
    }
  }
  find(libraryId: string): MediaLibraryInfo | undefined {
    return this.libraries.find(({ id }) => id === libraryId);
  }
}

/** How we get in, then the library, its space and the path. */
export function smhSteps(kit: TargetSteps, list: LibraryList, draft: TargetDraft): readonly TargetStep[] {
  const isListed = draft.access === 'key' && list.find(draft.libraryId) !== undefined;
  const needsAddress = !isListed || list.find(draft.libraryId)?.accessDomain === '';
  const needsSpace = !isListed || list.find(draft.libraryId)?.isMultiSpace === true;
  return [
    choiceStep(kit, 'access', l10n.t('How do we get into the library?'), () => [
      {
        label: l10n.t('With an API key'),
        detail: l10n.t('One that may read the secret of the library (smh:DescribeLibrarySecret)'),
        value: 'key',
      },
      { label: l10n.t('With the secret of the library'), value: 'secret' },
      {
        label: l10n.t('With an access token'),
        detail: l10n.t('It ends some day and is entered again'),
        value: 'token',
      },
      { label: l10n.t('With tokens from a service of ours'), value: 'service' },
    ]),
    ...(draft.access === 'key' ? keySteps(kit, list) : []),
    ...(draft.access === 'service'
      ? [
          textStep(kit, 'tokenService', {
            prompt: l10n.t('Address of the service; it answers a GET with an access token'),
            placeholder: 'https://tokens.example.com/library',
            problem: addressProblem,
          }),
          secretStep(kit, { name: l10n.t('Token (Bearer)') }),
        ]
      : []),
    ...(draft.access === 'key' && list.libraries.length > 0 ? [libraryStep(kit, list)] : []),
    ...(isListed ? [] : [idStep(kit)]),
    ...(needsAddress ? [addressStep(kit)] : []),
    ...(needsSpace ? [spaceStep(kit)] : []),
    ...(draft.access === 'secret' ? [secretStep(kit, { name: l10n.t('Secret of the library') })] : []),
    ...(draft.access === 'token' ? [secretStep(kit, { name: l10n.t('Access token') })] : []),
    pathStep(kit),
  ];
}
const keySteps = (kit: TargetSteps, list: LibraryList): readonly TargetStep[] => [
  choiceStep(kit, 'control', l10n.t('Which site of Smart Media Hosting?'), ({ control }) => [
    { label: l10n.t('International'), description: mediaEndpoints[0], value: mediaEndpoints[0] },
    { label: l10n.t('Mainland China'), description: mediaEndpoints[1], value: mediaEndpoints[1] },
    ...[...new Set([list.emulator, control])].flatMap((other) =>
      other === undefined || mediaEndpoints.some((known) => known === other)
        ? []
        : [{ label: l10n.t('Emulator'), description: other, value: other }],
    ),
  ]),
  textStep(kit, 'controlId', {
    prompt: l10n.t('SecretId of an API key that may read media libraries (smh:DescribeLibrarySecret)'),
    placeholder: 'AKID…',
    problem: secretIdProblem,
  }),
  secretStep(kit, { name: 'SecretKey', check: (secret, draft, signal) => list.read(secret, draft, signal) }),
];
const libraryStep =
  ({ ui, title }: TargetSteps, list: LibraryList): TargetStep =>
  async (draft, steps) => {
    const answer = await ui.pick<MediaLibraryInfo | null>({
      title,
      steps,
      placeholder: l10n.t('Which media library?'),
      items: [
        ...list.libraries.map((library) => ({
          label: library.name === '' ? library.id : library.name,
          description: library.id,
          ...(!library.isFileLibrary && { detail: l10n.t('Takes pictures and videos only, no packages') }),
          picked: library.id === draft.libraryId,
          value: library,
        })),
        { label: l10n.t('Another library…'), value: null },
      ],
    });
    if (answer === undefined || answer === BACK) return answer;
    if (answer === null) return { ...draft, libraryId: '', spaceId: '' };
    const { protocol } = new URL(draft.control);
    const address = answer.accessDomain === '' ? draft.libraryAddress : `${protocol}//${answer.accessDomain}`;
    const spaceId = answer.id === draft.libraryId ? draft.spaceId : '';
    return { ...draft, libraryId: answer.id, libraryAddress: address, spaceId };
  };
const isId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);
const idStep = (kit: TargetSteps): TargetStep =>
  textStep(kit, 'libraryId', {
    prompt: l10n.t('ID of the media library'),
    problem: (text) => filled(text) ?? (isId(text) ? undefined : l10n.t('Letters, digits, _ and - only.')),
  });
const addressStep = (kit: TargetSteps): TargetStep =>
  textStep(kit, 'libraryAddress', {
    prompt: l10n.t('Address of the library (its access domain)'),
    placeholder: 'https://smhxxxx.api.tencentsmh.com',
    problem: addressProblem,
    clean: withoutSlash,
  });
const spaceStep = (kit: TargetSteps): TargetStep =>
  textStep(kit, 'spaceId', {
    prompt: l10n.t('ID of the space; empty for a library with one space'),
    problem: (text) => (text === '' || isId(text) ? undefined : l10n.t('Letters, digits, _ and - only.')),
  });
