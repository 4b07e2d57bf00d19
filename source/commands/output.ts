import {once} from 'node:events';
import process from 'node:process';

/** Writes to standard output, and waits while the reader at the other end of a pipe is slower. */
export const write = async (text: string): Promise<void> => {
	if (!process.stdout.write(text)) {
		await once(process.stdout, 'drain');
	}
};
