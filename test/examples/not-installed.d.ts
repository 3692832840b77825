/*
 * Packages of examples that `npm ci` does not install, as far as the examples use them. `kits.test.ts` checks the
 * examples with the real packages in deep runs.
 */

declare module 'constructs' {
  export class Construct {
    constructor(scope: Construct, id: string);
    readonly node: object;
  }
}

declare module 'aws-cdk-lib/aws-iam' {
  import type { Construct } from 'constructs';

  export class CfnRole {
    constructor(scope: Construct, id: string, props: object);
    readonly ref: string;
  }
  export class CfnInstanceProfile {
    constructor(scope: Construct, id: string, props: object);
    readonly ref: string;
  }
}

declare module '@pulumi/pulumi' {
  export type CustomResourceOptions = object;
}

declare module '@pulumi/aws' {
  class Resource {
    constructor(name: string, args: object, options: object);
    readonly name: unknown;
  }
  export const iam: {
    Role: typeof Resource;
    RolePolicy: typeof Resource;
    RolePolicyAttachment: typeof Resource;
    InstanceProfile: typeof Resource;
  };
  export namespace iam {
    type Role = Resource;
  }
}
