export { isTagKey } from '../../aws/condition-keys.js';
