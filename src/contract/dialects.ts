import type { Dialect } from './shape';

export interface DialectInfo {
  /** `X-TC-Version`. */
  readonly version: string;
  /** Service name in the credential scope of the signature. */
  readonly service: string;
  readonly productName: string;
  /** Default endpoints, the first one first. Source: SDK constants and the pages' "Request Structure". */
  readonly endpoints: readonly string[];
}
export const dialects: Readonly<Record<Dialect, DialectInfo>> = {
  tcsas: {
    version: '2025-01-06',
    service: 'tcsas',
    productName: 'TCSAS',
    endpoints: ['https://tcsas.intl.tencentcloudapi.com'],
  },
  tcmpp: {
    version: '2024-08-01',
    service: 'tcmpp',
    productName: 'TCMPP',
    endpoints: ['https://tcmpp.intl.tencentcloudapi.com', 'https://tcmpp.tencentcloudapi.com'],
  },
};
/** Requests per second that the platform allows for each action. */
export const requestsPerSecond = 20;
/** Seconds by which a signed timestamp may differ from the platform's clock. */
export const clockToleranceSeconds = 300;
