import {gunzipSync} from 'node:zlib';
import type {HostFiles} from './host-files.js';

/** What of a kernel's configuration matters for its stacks. */
export type KernelConfig = {
	/** Where it was read. */
	readonly file: string;
	/** CONFIG_HZ; undefined: not set, or none that a kernel can have. */
	readonly tickHz: number | undefined;
	/** 16, and 32 with KASAN. Source: arch/x86/include/asm/page_64_types.h. */
	readonly threadSizeKiB: 16 | 32;
	/** Whether each system call starts at a random offset, unless the command line says otherwise. */
	readonly randomStackOffset: boolean;
};

/** Reads proc/config.gz or boot/config-RELEASE; undefined when neither can be read. */
export const readKernelConfig = (files: HostFiles, release: string | undefined): KernelConfig | undefined => {
	const packed = unpack(files);
	if (packed !== undefined) {
		return parseConfig('/proc/config.gz', packed);
	}

	if (release === undefined || release.includes('/')) {
		return undefined;
	}

	const text = files.text(`boot/config-${release}`);
	return text === undefined ? undefined : parseConfig(`/boot/config-${release}`, text);
};

const unpack = (files: HostFiles): string | undefined => {
	try {
		return gunzipSync(files.bytes('proc/config.gz')).toString('utf8');
	} catch {
		return undefined;
	}
};

/** What CONFIG_HZ may be on x86. */
const leastHz = 100;
const mostHz = 1000;

const parseConfig = (file: string, text: string): KernelConfig => {
	const tickHz = Number(/^CONFIG_HZ=(?<hz>\d+)$/mu.exec(text)?.groups!.hz);
	const has = (name: string): boolean => text.split('\n').includes(`${name}=y`);
	return {
		file,
		tickHz: tickHz >= leastHz && tickHz <= mostHz ? tickHz : undefined,
		threadSizeKiB: has('CONFIG_KASAN') ? 32 : 16,
		randomStackOffset: has('CONFIG_RANDOMIZE_KSTACK_OFFSET_DEFAULT'),
	};
};
