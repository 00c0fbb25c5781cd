/** Why the sandbox cannot start, in words for its user. */
export class SandboxStartError extends Error {
  override readonly name = 'SandboxStartError';
}
