/** What feeds in workers are opened with where a test does not care. */
export const limits = {framesPerSecond: 10, checkpointBytes: 64 * 1024 * 1024} as const;
