/** What the QR panel shows. Everything is plain data: the panel fetches nothing. */
export interface QrModel {
  readonly key: string;
  readonly programName: string;
  readonly mnpId: string;
  readonly version: string;
  readonly environment: 'production' | 'staging' | 'sandbox';
  /** Page path the preview opens, without a leading slash; empty = the program's home page. */
  readonly entryPath: string;
  /** `data:image/png;base64,…` */
  readonly imageDataUri: string;
  /** What the code holds, when the platform tells (2025 dialect); else the image's address. */
  readonly link: string;
  /** Milliseconds since the epoch when this was read from the platform. */
  readonly readAt: number;
  /** Reads it again; rejects with a sentence for the user. */
  readonly refresh: () => Promise<QrModel>;
}
