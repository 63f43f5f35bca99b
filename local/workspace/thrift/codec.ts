import { createRequire } from 'node:module';

/** A message of Thrift: its fields by name. The generated code checks names and types as it writes. */
export type Message = Readonly<Record<string, unknown>>;

/** The methods of the service that are answered; each takes one request. */
export type Service = Readonly<Record<string, (request: Message) => Promise<Message>>>;

type Transport = object;
type Protocol = object;
type Thrift = {
  readonly TBufferedTransport: {
    new (buffer: undefined, onFlush: (bytes: Buffer) => void): Transport;
    readonly receiver: (onData: (transport: Transport) => void) => (bytes: Buffer) => void;
  };
  readonly TBinaryProtocol: new (transport: Transport) => Protocol;
};
type Generated = {
  readonly Processor: new (service: Service) => {
    readonly process: (input: Protocol, output: Protocol) => void;
  };
};
type Int64 = new (bytes: Buffer) => object;

/** Numbers of the protocol by name. */
type Numbers = Readonly<
  Record<'TTypeId' | 'TStatusCode' | 'TOperationState', Readonly<Record<string, number>>>
>;
type Codec = {
  readonly thrift: Thrift;
  readonly service: Generated;
  readonly numbers: Numbers;
  readonly Int64Value: Int64;
};

let loaded: Codec | null = null;

/** Loaded with the first request: most workspaces get none. */
function codec(): Codec {
  if (loaded !== null) return loaded;
  // The driver has no types for its own wire; its copy of the library is the one that fits its code.
  const driver = createRequire(createRequire(import.meta.url).resolve('@databricks/sql'));
  loaded = {
    thrift: driver('thrift') as Thrift,
    service: driver('../thrift/TCLIService.js') as Generated,
    numbers: driver('../thrift/TCLIService_types.js') as Numbers,
    Int64Value: driver('node-int64') as Int64,
  };
  return loaded;
}

/** A number of the protocol: `wireNumber('TTypeId', 'STRING_TYPE')`. */
export const wireNumber = (kind: keyof Numbers, name: string): number | undefined =>
  codec().numbers[kind][name];
/** A whole number of 64 bits from its text. */
export function int64(text: string): object {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(text));
  return new (codec().Int64Value)(bytes);
}

/**
 * Answers one request in the binary protocol of Thrift.
 *
 * @throws {Error} When the bytes are no such request.
 */
export function answer(bytes: Buffer, service: Service): Promise<Buffer> {
  const { thrift, service: generated } = codec();
  return new Promise((resolve, reject) => {
    const output = new thrift.TBinaryProtocol(new thrift.TBufferedTransport(undefined, resolve));
    try {
      thrift.TBufferedTransport.receiver((transport) => {
        new generated.Processor(service).process(new thrift.TBinaryProtocol(transport), output);
      })(bytes);
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
