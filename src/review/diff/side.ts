import type { DifferenceSource } from '../../iam/differences/access-differences.js';
import type { AnyPolicy } from '../../iam/document.js';
import type { AccessLayers } from '../../iam/layers/layers.js';

/** One side of a part of a role: what it can do, or who can assume it. */
export type DiffSide = {
  /** What is compared. */
  input: readonly AnyPolicy[] | AccessLayers;
  /** The policies that grant, in the order of the indexes of classes. */
  policies: readonly AnyPolicy[];
  nameOf: (place: DifferenceSource) => string | undefined;
};

/** Policies that are attached together. */
export function sideOf(policies: readonly AnyPolicy[], nameOf: DiffSide['nameOf'] = () => undefined): DiffSide {
  return { input: policies, policies, nameOf };
}
