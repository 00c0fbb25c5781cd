import type { UploadTarget } from '../../../../src/app/profile';
import type { Fault } from '../../../../src/sandbox/faults';
import type { Seeded } from '../../../support/seeded';

/** Where it may go wrong, wherever the package goes. */
const places = [
  'CreateMNPVersion',
  'DescribeMNPVersion',
  'DescribeMNPAllStageVersions',
  'DescribeMNPList',
  'ConfigureMNPPreview',
  'CreateMNPApproval',
  'ReleaseMNPVersion',
  '*',
] as const satisfies readonly Fault['action'][];
/** The steps of the upload. */
const stores = {
  platform: ['DescribeTempSecret4UploadFile2Cos', 'cos', 'cos:PUT'],
  cos: ['cos', 'cos:PUT'],
  smh: ['smh', 'smh:PUT', 'smh:POST'],
  http: [],
} as const satisfies Record<UploadTarget['kind'], readonly Fault['action'][]>;
const codes = [
  'RequestLimitExceeded',
  'FailedOperation',
  'ResourceUnavailable',
  'AuthFailure.SignatureExpire',
  'AuthFailure.UnauthorizedOperation',
  'OperationDenied.NobodyKnowsThis',
] as const;
const bodies = ['', '<html>502 Bad Gateway</html>', '{"Response":{"RequestId":"r"}}', '{"Response":', 'null'] as const;

export const longestDelayMs = 150;

/** One thing that goes wrong: at the place, in the way and as often as the numbers say. */
export function randomFault(random: Seeded, kind: UploadTarget['kind']): Fault {
  const action = random.pick<Fault['action']>(['CreateMNPVersion', ...places, ...stores[kind]]);
  const times = 1 + random.below(4);
  // A change may have happened although its answer is lost; a plain "no" is the truth.
  const handled = random.below(3) === 0 && { afterHandling: true };
  const kinds: readonly [() => Partial<Fault>, ...(() => Partial<Fault>)[]] = [
    () => ({ code: random.pick(codes) }),
    () => ({ code: 'InternalError', ...handled }),
    () => ({ dropAfterBytes: random.below(400), ...handled }),
    () => ({ dropAfterBytes: 0, ...handled }),
    () => ({ httpStatus: random.pick([403, 429]), body: random.pick(bodies) }),
    () => ({ httpStatus: random.pick([200, 500, 502, 504]), body: random.pick(bodies), ...handled }),
    () => ({ delayMs: random.below(longestDelayMs) }),
    () => ({ skewMs: random.pick([-3_600_000, -400_000, 400_000, 3_600_000]) }),
  ];
  return { action, times, ...random.pick(kinds)() };
}
/** What a web server may do with a PUT instead of keeping it. */
export const randomTrouble = (random: Seeded): number | 'cut' => random.pick([500, 502, 503, 'cut', 'cut']);
