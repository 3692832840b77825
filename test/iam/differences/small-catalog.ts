import type { AccessLevel, ActionCatalog } from '../../../src/aws/actions/index.js';

/** A catalog of one service, whose actions have no resources: quick to search. */
export const SMALL_CATALOG: ActionCatalog = {
  source: 'small 1.0.0',
  date: '2026-11-26',
  services: {
    x: {
      actions: (
        [
          ['GetA', 'Read'],
          ['GetB', 'Read'],
          ['ListA', 'List'],
          ['PutA', 'Write'],
          ['SetPolicy', 'Permissions management'],
        ] satisfies [string, AccessLevel][]
      ).map(([name, level]) => ({
        action: `x:${name}`,
        accessLevels: [level],
        resourceTypes: [],
        conditionKeys: name === 'ListA' ? ['x:prefix'] : [],
      })),
      resourceTypes: [],
      conditionKeys: [{ key: 'x:prefix', type: 'String', isMultivalued: false }],
    },
  },
};
