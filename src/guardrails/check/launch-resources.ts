/**
 * The types of resources for which AWS authorizes a launch. `resource` is an ARN without its partition.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2", RunInstances.
 */
export const LAUNCH_RESOURCES = {
  instance: { resource: 'ec2:*:*:instance/*', isRequired: true },
  volume: { resource: 'ec2:*:*:volume/*', isRequired: true },
  'network-interface': { resource: 'ec2:*:*:network-interface/*', isRequired: true },
  subnet: { resource: 'ec2:*:*:subnet/*', isRequired: true },
  image: { resource: 'ec2:*::image/*', isRequired: true },
  'security-group': { resource: 'ec2:*:*:security-group/*', isRequired: true },
  'key-pair': { resource: 'ec2:*:*:key-pair/*', isRequired: false },
} as const satisfies Record<string, { resource: string; isRequired: boolean }>;

/** A type of resource for which AWS authorizes a launch. */
export type LaunchResource = keyof typeof LAUNCH_RESOURCES;
