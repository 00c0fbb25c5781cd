/** Uploads in parts that nobody came back to in that time are removed. */
export const staleMs = 24 * 3600 * 1000;
/** Cleaning up must not keep a cancel waiting for long. */
export const cleanUpMs = 5000;
/** The rest is left for the uploads after this one. */
export const mostAtOnce = 20;
