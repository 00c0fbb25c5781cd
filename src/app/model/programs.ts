import type { DataOf, RowOf } from '../../contract/actions';
import { miniProgramStatus } from '../../contract/enums';
import { timeOf } from './times';
import type { Program } from './version';

/** A row of DescribeMNPList; undefined without an id. */
export function programOfRow(profileId: string, row: RowOf<'DescribeMNPList'>): Program | undefined {
  if (!row.MNPId) return undefined;
  return {
    ref: { kind: 'program', profileId, mnpId: row.MNPId, name: row.MNPName || row.MNPId },
    intro: row.MNPIntro ?? '',
    description: '',
    type: row.MNPType ?? '',
    iconUrl: row.MNPIcon ?? '',
    onlineVersion: row.EffectMNPVersion || undefined,
    isRemoved: row.Status === miniProgramStatus.removed,
    createdBy: row.CreateUser ?? '',
    createdAt: timeOf(row.CreateTime),
    updatedAt: timeOf(row.UpdateTime),
    teamName: row.TeamName || undefined,
  };
}
/** DescribeMNP, which does not tell the online version: that comes from the versions. */
export function programOfDetail(
  profileId: string,
  mnpId: string,
  data: NonNullable<DataOf<'DescribeMNP'>>,
  onlineVersion: string | undefined,
): Program {
  return {
    ref: { kind: 'program', profileId, mnpId, name: data.MNPName || mnpId },
    intro: data.MNPIntro ?? '',
    description: data.MNPDesc ?? '',
    type: data.MNPType ?? '',
    iconUrl: data.MNPIcon ?? '',
    onlineVersion,
    isRemoved: data.Status === miniProgramStatus.removed,
    createdBy: data.CreateUser ?? '',
    createdAt: timeOf(data.CreateTime),
    updatedAt: undefined,
    teamName: data.TeamName || undefined,
  };
}
export type SortOrder = 'changed' | 'name';
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The order of the platform's list is not documented, so what is loaded is sorted here. */
export function sortPrograms(programs: readonly Program[], order: SortOrder): readonly Program[] {
  const byName = (a: Program, b: Program): number =>
    collator.compare(a.ref.name, b.ref.name) || collator.compare(a.ref.mnpId, b.ref.mnpId);
  const changed = (program: Program): number => program.updatedAt ?? program.createdAt ?? 0;
  return programs.toSorted(order === 'name' ? byName : (a, b) => changed(b) - changed(a) || byName(a, b));
}
