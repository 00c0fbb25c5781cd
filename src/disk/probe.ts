import { lookup } from 'node:dns/promises';
import { statfs } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { dirname } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { Machine, Reached } from '../app/doctor/machine';
import { tlsReportOf } from './certificates';

const certificateProblem = /^(?:CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$|INVALID_CA$)/;

/** The parts of the `Machine` port that plain Node can do. */
export const probe: Pick<Machine, 'lookUp' | 'reach' | 'freeBytes'> = {
  lookUp: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  reach,
  freeBytes,
};

/** When the certificate is refused a second request, which carries nothing, looks at it. Rejects with the error of the first. */
async function reach(origin: string, signal: AbortSignal): Promise<Reached> {
  try {
    return await get(origin, signal, undefined);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return get(origin, signal, problem).catch(() => {
      throw error;
    });
  }
}
function problemOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && certificateProblem.test(code) ? code : undefined;
}

function get(origin: string, signal: AbortSignal, problem: string | undefined): Promise<Reached> {
  const url = new URL('/', origin);
  return new Promise((resolve, reject) => {
    const onAnswer = (response: http.IncomingMessage): void => {
      const date = Date.parse(response.headers.date ?? '');
      const { socket } = response;
      resolve({
        status: response.statusCode ?? 0,
        serverTime: Number.isNaN(date) ? undefined : date,
        remoteAddress: socket.remoteAddress,
        tls: 'encrypted' in socket ? tlsReportOf(socket as TLSSocket, problem) : undefined,
      });
      // The answer itself is of no interest; a page's may be long.
      response.destroy();
    };
    const headers = { accept: '*/*', connection: 'close' };
    const request =
      url.protocol === 'https:'
        ? // A session that is taken up again shows no chain; the context keeps this connection apart from the others.
          https.request(
            url,
            { headers, signal, sessionIdContext: 'check', ...(problem !== undefined && { rejectUnauthorized: false }) },
            onAnswer,
          )
        : http.request(url, { headers, signal }, onAnswer);
    request.on('error', reject);
    request.end();
  });
}

/** Of the folder, or of the nearest above it that exists. */
async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}
