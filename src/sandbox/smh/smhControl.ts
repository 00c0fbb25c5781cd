import { randomUUID } from 'node:crypto';
import { type FindKey, type SignedRequest, verifySignature } from '../verify';
import { Problem } from '../problem';
import { type MediaLibrary, mediaBucket } from './mediaLibrary';

/** `X-TC-Version` of the media libraries' control plane. Source: SMH/74880. */
export const smhVersion = '2021-07-12';

export interface SmhControlOptions {
  readonly libraries: readonly MediaLibrary[];
  readonly secretOf: (libraryId: string) => string;
  readonly findKey: FindKey;
}
interface Request extends SignedRequest {
  readonly nowMs: number;
  readonly origin: string;
}

/** Answers DescribeLibraries and DescribeLibrarySecret: `{Response: …}`, refusals included. */
export function answerSmhControl(options: SmhControlOptions, request: Request): object {
  const RequestId = randomUUID();
  try {
    verifySignature(request, options.findKey, Math.floor(request.nowMs / 1000));
    return { Response: { ...answer(options, request), RequestId } };
  } catch (error) {
    if (error instanceof SyntaxError)
      return refuse('InvalidParameter', 'The request body is not valid JSON.', RequestId);
    if (error instanceof Problem) return refuse(error.code, error.message, RequestId);
    if (error instanceof LibraryProblem) return refuse(error.code, error.message, RequestId);
    throw error;
  }
}
class LibraryProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
const refuse = (Code: string, Message: string, RequestId: string): object => ({
  Response: { Error: { Code, Message }, RequestId },
});

function answer(options: SmhControlOptions, { headers, body, origin }: Request): object {
  const members: unknown = JSON.parse(Buffer.from(body).toString('utf8') || '{}');
  const given = (typeof members === 'object' && members !== null ? members : {}) as Readonly<Record<string, unknown>>;
  switch (headers['x-tc-action'] ?? '') {
    case 'DescribeLibrarySecret': {
      const id = given['LibraryId'];
      if (id === undefined)
        throw new LibraryProblem('MissingParameter', 'The request is missing a required parameter `LibraryId`.');
      const library = options.libraries.find((one) => one.id === id);
      if (!library)
        throw new LibraryProblem('ResourceNotFound.Library', 'The media library does not exist or is not yours.');
      return { LibraryId: library.id, LibrarySecret: options.secretOf(library.id) };
    }
    case 'DescribeLibraries': {
      const ids = given['LibraryIds'];
      const wanted = options.libraries.filter(({ id }) => !Array.isArray(ids) || ids.includes(id));
      return { List: wanted.map((library) => described(library, origin)), TotalCount: wanted.length };
    }
    default:
      throw new LibraryProblem('InvalidAction', 'The request action is invalid or not found.');
  }
}
const described = ({ id, name, spaces, allowedExtensions }: MediaLibrary, origin: string): object => ({
  LibraryId: id,
  Name: name,
  BucketName: mediaBucket,
  BucketRegion: 'ap-singapore',
  AccessDomain: new URL(origin).host,
  LibraryExtension: {
    IsFileLibrary: true,
    IsMultiSpace: spaces !== undefined,
    IsPublicRead: false,
    AllowFileExtName: allowedExtensions ?? [],
  },
});
