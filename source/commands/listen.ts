import {Buffer} from 'node:buffer';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import {InputError} from '../files/input-error.js';
import {metricsTypes, type MetricsFormat} from '../report/open-metrics.js';
import type {ListenAddress} from './listen-address.js';

/** A client that is slower than this to say what it wants is cut off. */
const patienceMs = 5000;

/** A server of metrics. */
export type MetricsServer = {
	/** Where the metrics are: with the port that was found where any free one was asked for. */
	readonly url: string;
	/** Ends the server and its connections. */
	close(): Promise<void>;
};

/** A scraper that says it reads OpenMetrics gets it (Prometheus does); everybody else gets the older text. */
const formatFor = (accept: string | undefined): MetricsFormat => accept?.includes('application/openmetrics-text') === true ? 'openMetrics' : 'prometheus';

/** Serves `/metrics` (GET and HEAD), made anew for each scrape, in the format that it asks for. Throws an `InputError` when the address cannot be had. */
export const serveMetrics = async ({host, port}: ListenAddress, metrics: (format: MetricsFormat) => string): Promise<MetricsServer> => {
	const server = http.createServer({requestTimeout: patienceMs, headersTimeout: patienceMs}, (request, response) => {
		const refuse = (code: number, text: string, headers: http.OutgoingHttpHeaders = {}): void => {
			response.writeHead(code, {'Content-Type': 'text/plain; charset=utf-8', ...headers}).end(`${text}\n`);
		};

		if (request.method !== 'GET' && request.method !== 'HEAD') {
			refuse(405, 'only GET and HEAD', {Allow: 'GET, HEAD'});
		} else if (request.url?.split('?', 1)[0] === '/metrics') {
			const format = formatFor(request.headers.accept);
			const body = metrics(format);
			response.writeHead(200, {'Content-Type': metricsTypes[format], Vary: 'Accept', 'Content-Length': Buffer.byteLength(body)}).end(request.method === 'HEAD' ? undefined : body);
		} else {
			refuse(404, 'nothing here: see /metrics');
		}
	});
	const shown = host.includes(':') ? `[${host}]` : host;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const why = error.code === 'EADDRINUSE' ? 'the port is in use' : (error.code ?? error.message);
			reject(new InputError(`--listen ${shown}:${port}: cannot be listened on, ${why}`));
		});
		server.listen(port, host, resolve);
	});
	return {
		url: `http://${shown}:${(server.address() as AddressInfo).port}/metrics`,
		async close() {
			server.closeAllConnections();
			await new Promise(resolve => {
				server.close(resolve);
			});
		},
	};
};
