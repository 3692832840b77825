import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { AccountSettings } from '../../upsolver/parameters/accounts.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';

/** An account in one Region, with its roles. */
export type AccountEntry = {
  /** The name of its files: account, Region, and what else distinguishes it from other entries. */
  key: string;
  /** 12 digits. */
  accountId: string;
  region: string;
  mode: IntegrationMode;
  parameters: RoleParameters;
  roles: DeployableRole[];
  /** The settings that the parameters were made of. */
  settings: AccountSettings;
  /** Where the entry is in the file. */
  path: (string | number)[];
};
