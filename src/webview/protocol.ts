/** What the QR page and the extension say to each other. Words come from the extension: the page has no translations. */

/** The page's fixed words, translated. `{0}` stands for a number. */
export interface QrWords {
  readonly miniProgramId: string;
  readonly version: string;
  readonly opens: string;
  readonly link: string;
  readonly scanHint: string;
  readonly copyLink: string;
  readonly saveImage: string;
  readonly refresh: string;
  readonly refreshing: string;
  readonly justRead: string;
  readonly readSecondsAgo: string;
  readonly readMinutesAgo: string;
  readonly readHoursAgo: string;
  /** Text for those who do not see the picture. */
  readonly imageAlt: string;
}
export interface QrView {
  readonly programName: string;
  readonly mnpId: string;
  readonly version: string;
  /** How urgent the badge looks. */
  readonly environment: 'production' | 'staging' | 'sandbox';
  readonly environmentWord: string;
  /** What the code opens: a page path, or words for the home page. */
  readonly opens: string;
  /** `data:image/png;base64,…` */
  readonly imageDataUri: string;
  readonly link: string;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  readonly words: QrWords;
}
export type ToQrPage =
  | { readonly type: 'show'; readonly view: QrView }
  | { readonly type: 'busy' }
  /** A sentence shown in place; the picture stays. */
  | { readonly type: 'failed'; readonly message: string }
  /** Something the user asked for is done. */
  | { readonly type: 'done'; readonly message: string };

export type FromQrPage =
  | { readonly type: 'ready' }
  | { readonly type: 'copyLink' }
  | { readonly type: 'saveImage' }
  | { readonly type: 'refresh' };
