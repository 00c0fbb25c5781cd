/** Where the program tells what it does. Adapters redact before anything is written. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
