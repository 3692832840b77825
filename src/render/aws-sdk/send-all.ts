import { json, list, readData, record, reader, type Reader } from '../../core/data.js';
import type { Immutable } from '../../core/immutable.js';

/** A call of AWS as data, such as `toAwsSdkInputs` returns it: the operation and its input. */
export type AwsSdkCall = { readonly operation: string; readonly input: object };

/** The commands of some calls, by name; a whole module such as `@aws-sdk/client-iam` has them. */
export type AwsSdkCommands<Call extends AwsSdkCall> = {
  readonly [Operation in Call['operation'] as `${Operation}Command`]: new (
    input: Extract<Call, { operation: Operation }>['input'],
  ) => unknown;
};

/** A client of the AWS SDK, such as `IAMClient`. */
export type AwsSdkClient = { send(command: never): Promise<unknown> };

const sender: Reader<AwsSdkClient> = /* @__PURE__ */ reader('a client', (client) =>
  typeof (client as AwsSdkClient).send === 'function' ? (client as AwsSdkClient) : undefined,
);

/** Reads a call and makes its command. */
function commandReader(commands: object): Reader<unknown> {
  return reader('a call whose command is given', (call, path, report) => {
    const { operation, input } = call as AwsSdkCall;
    const Command = (commands as Record<string, new (input: unknown) => unknown>)[`${operation}Command`];
    return Command && new Command(json(input, [...path, 'input'], report));
  });
}

/**
 * Sends calls with the AWS SDK, one after the other, and stops at the first that fails. The SDK need not be installed:
 * you pass in its client, and so its credentials and its Region, and its commands.
 *
 * @param client A client for the service of the calls, such as `new IAMClient({})`.
 * @param commands The SDK's commands, by name: its module, or an object with the commands that the calls need.
 * @param calls What `toAwsSdkInputs` returned, or the calls of `repair`.
 * @returns The SDK's answers, in the order of the calls. It rejects with the error of the call that failed, as the SDK
 *   throws it; the calls before it were made. An answer that lists `Failures`, which `BatchGrantPermissions` returns
 *   although it has granted nothing, counts as a failed call.
 * @throws {InvalidInputError} As a rejection, before anything is sent: if the client cannot send, a call has another
 *   form, or a command is missing.
 *
 * @example
 * // `iam` is the module `@aws-sdk/client-iam`.
 * const answers = await sendAll(new iam.IAMClient({}), iam, toAwsSdkInputs(roles));
 * answers.length; // 4
 *
 * Source: AWS SDK for JavaScript v3 Developer Guide; AWS Lake Formation API Reference, BatchGrantPermissions.
 */
export async function sendAll<Call extends AwsSdkCall>(
  client: AwsSdkClient,
  commands: AwsSdkCommands<Call>,
  calls: readonly Immutable<Call>[],
): Promise<unknown[]> {
  const read = record({ client: sender, calls: list(commandReader(commands)) });
  const hint = 'pass a client and the commands of the AWS SDK';
  const { client: valid, calls: made } = readData(read, { client, calls }, [], hint);
  const answers: unknown[] = [];
  for (const command of made) {
    const answer = await valid.send(command as never);
    const failures = (answer as { Failures?: unknown[] } | undefined)?.Failures;
    if (failures?.length) throw new Error(`not granted: ${JSON.stringify(failures)}`);
    answers.push(answer);
  }
  return answers;
}
