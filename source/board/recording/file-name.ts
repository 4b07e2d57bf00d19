const twoDigits = (count: number) => String(count).padStart(2, '0');

/** A name for the recording of a run that is begun now: by time and seed, `kstacktop-20261123-041503-seed1.ndjson`. */
export function recordingName(now: Date, seed: number): string {
	const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(count => twoDigits(count)).join('');
	const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(count => twoDigits(count)).join('');
	return `kstacktop-${date}-${time}-seed${seed}.ndjson`;
}
