import type { Fault } from '../../../../src/sandbox/faults';
import type { Seeded } from '../../../support/seeded';

const places = [
  'CreateMNPVersion',
  'CreateMNPVersion',
  'DescribeMNPVersion',
  'DescribeMNPAllStageVersions',
  'DescribeMNPList',
  'ConfigureMNPPreview',
  'CreateMNPApproval',
  'ReleaseMNPVersion',
  'DescribeTempSecret4UploadFile2Cos',
  'cos',
  'cos:PUT',
  '*',
] as const satisfies readonly [Fault['action'], ...Fault['action'][]];
const codes = [
  'RequestLimitExceeded',
  'FailedOperation',
  'ResourceUnavailable',
  'AuthFailure.SignatureExpire',
  'AuthFailure.UnauthorizedOperation',
  'OperationDenied.NobodyKnowsThis',
] as const;
const bodies = ['', '<html>502 Bad Gateway</html>', '{"Response":{"RequestId":"r"}}', '{"Response":', 'null'] as const;

/** One thing that goes wrong: at the place, in the way and as often as the numbers say. */
export function randomFault(random: Seeded): Fault {
  const action = random.pick(places);
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
    () => ({ delayMs: random.below(150) }),
    () => ({ skewMs: random.pick([-3_600_000, -400_000, 400_000, 3_600_000]) }),
  ];
  return { action, times, ...random.pick(kinds)() };
}
