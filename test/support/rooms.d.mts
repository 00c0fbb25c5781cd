/** Types of rooms.mjs. */
export interface RoomRule {
  readonly mayImport: readonly string[];
  readonly node: boolean;
  readonly vscode: boolean;
}
export const rooms: Readonly<Record<string, RoomRule>>;
export function roomMessage(room: string): string;
