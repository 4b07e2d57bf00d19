import {InputError, showValue} from '../files/input-error.js';

/** Where a server listens. */
export type ListenAddress = {
	readonly host: string;
	/** 0: any free port. */
	readonly port: number;
};

const mostPort = 65_535;

/** Reads `127.0.0.1:9464`, `localhost:9464` or `[::1]:9464`. Throws an `InputError` that names `what`. */
export const parseAddress = (text: string, what: string): ListenAddress => {
	const match = /^(?:\[(?<six>[\da-f:.]+)\]|(?<name>[\w.-]+)):(?<port>\d{1,5})$/iu.exec(text);
	const port = Number(match?.groups!.port);
	if (match === null || port > mostPort) {
		throw new InputError(`${what} must be HOST:PORT, such as 127.0.0.1:9464 or [::1]:9464, found ${text === '' ? 'nothing' : showValue(text)}`);
	}

	return {host: match.groups!.six ?? match.groups!.name!, port};
};
