import { previewAction } from '../../contract/enums';
import { newBusinessId } from '../ids';
import { Problem } from '../problem';
import { previewContent } from '../packageStore';
import type { Handler } from './handler';
import { programOf, versionOf } from './lookup';

/** One preview at a time: to change it the old one is cancelled first. */
export const ConfigureMNPPreview: Handler<'ConfigureMNPPreview'> = (request, call) => {
  const { state } = call;
  const program = programOf(state, request.MNPId, 'FailedOperation.RecordNotFound');
  const version = versionOf(state, request.MNPVersionId, call.nowMs, 'FailedOperation.RecordNotFound');
  if (version.mnpId !== program.id)
    throw new Problem('FailedOperation.RecordNotFound', 'The version does not belong to this mini program.');
  if (request.ActionType !== previewAction.set && request.ActionType !== previewAction.cancel)
    throw new Problem('InvalidParameterValue', 'The value of parameter `ActionType` must be 1 or 2.');
  if (request.ActionType === previewAction.cancel) {
    if (program.preview?.versionId !== version.id)
      throw new Problem('FailedOperation.RecordNotFound', 'The version is not the preview version.');
    program.preview = undefined;
    return { Result: true };
  }
  if (program.preview)
    throw new Problem('FailedOperation.ShowcaseVersionAlreadyExist', 'A preview version already exists.');
  program.preview = {
    versionId: version.id,
    path: request.PreivewEntrancePath ?? '',
    businessId: newBusinessId(call.random),
    time: call.now,
  };
  return { Result: true };
};

export const DescribeMNPPreview: Handler<'DescribeMNPPreview'> = (request, call) => {
  const { state } = call;
  const program = programOf(state, request.MNPId);
  const version = versionOf(state, request.MNPVersionId, call.nowMs, 'FailedOperation.RecordNotFound');
  const { preview } = program;
  if (preview?.versionId !== version.id)
    throw new Problem('FailedOperation.RecordNotFound', 'The version is not the preview version.');
  return {
    MNPId: program.id,
    MNPName: program.name,
    MNPDesc: program.desc,
    MNPVersion: version.number,
    MNPVersionIntro: version.intro,
    QRCodeUrl: call.url(`/qr/${state.platformId}/${program.id}-${version.id}-${preview.time}.png`),
    PreviewEntrancePath: preview.path,
    QRCodeContent: previewContent(program.id, preview.businessId, preview.time, preview.path),
  };
};
