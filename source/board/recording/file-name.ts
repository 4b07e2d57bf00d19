const digits = (count: number, width = 2) => String(count).padStart(width, '0');

/** A name for the recording of a run that is begun now: by time to the millisecond and seed, `kstacktop-20261123-041503250-seed1.ndjson`. */
export function recordingName(now: Date, seed: number): string {
	const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(count => digits(count)).join('');
	const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(count => digits(count)).join('') + digits(now.getMilliseconds(), 3);
	return `kstacktop-${date}-${time}-seed${seed}.ndjson`;
}
