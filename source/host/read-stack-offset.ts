import type {HostFiles} from './host-files.js';
import type {KernelConfig} from './read-kernel-config.js';

/** Whether the kernel shifts the stack of each system call at random, and where that was read; undefined: nowhere. */
export type StackOffset = {readonly isOn: boolean; readonly source: string};

/** The parameter as `kstrtobool()` takes it. */
const parameter = /(?:^|\s)randomize_kstack_offset=(?<word>on|off|[ynYN10])/gu;

/** The kernel's command line decides, and without a word there its configuration. A kernel older than 5.13 has neither, and no offset. */
export const readStackOffset = (files: HostFiles, config: KernelConfig | undefined): StackOffset | undefined => {
	const word = [...(files.text('proc/cmdline') ?? '').matchAll(parameter)].at(-1)?.groups!.word;
	if (word !== undefined) {
		return {isOn: ['on', 'y', 'Y', '1'].includes(word), source: `/proc/cmdline, randomize_kstack_offset=${word}`};
	}

	return config === undefined ? undefined : {isOn: config.randomStackOffset, source: `${config.file}, CONFIG_RANDOMIZE_KSTACK_OFFSET_DEFAULT`};
};
