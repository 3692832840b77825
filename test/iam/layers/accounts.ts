/** The account of the principal, another one, and a session of a role. */
export const OWN = '111122223333';
export const OTHER = '444455556666';
export const SESSION = `arn:aws:sts::${OWN}:assumed-role/Deployer/s`;

export const SAME_ACCOUNT = { principalAccount: OWN, resourceAccount: OWN };
export const ACROSS_ACCOUNTS = { principalAccount: OWN, resourceAccount: OTHER };
