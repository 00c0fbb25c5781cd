/** Lengths that the platform documents, in characters. Source: texts of its error codes; no other figure is published. */
export const limits = {
  /** QueryParameterLengthExceedLimit */
  keyword: 64,
  /** InvalidApplicationIntro */
  applicationIntro: 500,
  /** InvalidApplicationRemark */
  applicationRemark: 1_000,
} as const;
