import * as l10n from '@vscode/l10n';
import { domainKindUse, domainKindWord } from '../../domains/domains';
import type { DomainKindRef } from '../../model/partRefs';
import { nodeIds } from '../node';
import { type NodeSpec, noChildren, type TreeWorld } from '../world';

/** One kind of domains, also when it has none: the place to add the first one. */
export const domainKindSpec: NodeSpec<'domainKind'> = {
  present: (node, world) => {
    const members = domainsOf(node, world);
    const label = domainKindWord(node.domainKind);
    const count = members.length === 0 ? l10n.t('none') : String(members.length);
    return {
      // The host keeps a row without children folded for good; another id unfolds it when it gets its first one.
      id: members.length === 0 ? `${node.id}/none` : node.id,
      label,
      description: `${count} · ${domainKindUse(node.domainKind)}`,
      tokens: ['domainKind'],
      collapsible: members.length === 0 ? 'none' : 'expanded',
      accessibleLabel: l10n.t('{0}, domains: {1}', label, members.length),
      hasTooltip: false,
    };
  },
  children: ({ profileId, mnpId, name, domainKind }, world) =>
    Promise.resolve(
      domainsOf({ mnpId, domainKind }, world).map((domain) => {
        const ref = { profileId, mnpId, name, domainKind, domain };
        return { ...ref, kind: 'domain' as const, id: nodeIds.domain(ref) };
      }),
    ),
};
export const domainSpec: NodeSpec<'domain'> = {
  present: ({ id, domain, domainKind }) => ({
    id,
    label: domain,
    icon: { id: 'link' },
    tokens: ['domain'],
    collapsible: 'none',
    accessibleLabel: l10n.t('Domain {0}, {1}', domain, domainKindWord(domainKind)),
    hasTooltip: false,
  }),
  children: noChildren,
};
/** A domain twice in the platform's answer is one row: ids of rows are unique. */
const domainsOf = (
  { mnpId, domainKind }: Pick<DomainKindRef, 'mnpId' | 'domainKind'>,
  { store }: TreeWorld,
): readonly string[] => [...new Set(store.parts.domains.stateOf(mnpId).value?.[domainKind])];
