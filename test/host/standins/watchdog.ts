// Stand-in for VS Code's native watchdog: ends the extension host when the server that started it is gone.

const PARENT_GONE = 87;

export function start(parent: number): void {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(PARENT_GONE);
    }
  }, 1000).unref();
}

export function exit(code?: number): void {
  process.exit(code ?? 0);
}
