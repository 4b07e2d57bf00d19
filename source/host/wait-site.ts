/** Where a sleeping thread waits in the kernel. */
export type WaitSite = {
	/** Function it waits in: `ep_poll`. */
	readonly fn: string;
	/** Functions from there up to the entry, as far as they are known. */
	readonly chain: readonly string[];
	/** The wait can be given up and the call made again. */
	readonly isRestartable: boolean;
};

/** Functions that only bring a thread to sleep: what it waits for is called further up. */
const sleepers = /^(?:__)?(?:schedule|context_switch|switch_to|io_schedule|schedule_(?:timeout|hrtimeout|preempt)\w*|wait_for_common|msleep\w*)(?:_\w+)?$/u;

/** Waits in futex, poll, select, epoll and nanosleep, by function. Source: kernel/futex/waitwake.c, fs/select.c, fs/eventpoll.c, kernel/time/hrtimer.c, 6.1 to 6.18. */
const restartable = /^(?:futex_\w+|do_futex|poll_schedule_timeout|do_poll|do_sys_poll|do_select|core_sys_select|ep_poll|do_epoll_p?wait|do_nanosleep|hrtimer_nanosleep|common_nsleep\w*)$/u;

/** `[<0>] ep_poll+0x2a3/0x320` without address and offset, and without what the compiler added. */
const functionOf = (line: string): string => line.replace(/^\[<[^>]*>\]\s*/u, '').replace(/\+0x.*$/u, '').replace(/\.(?:constprop|isra|part|cold).*$/u, '').trim();

/** Site from the text of /proc/PID/task/TID/stack, innermost function first; undefined when it names none. */
export const siteOfStack = (text: string): WaitSite | undefined => {
	const chain = text.split('\n').map(line => functionOf(line)).filter(fn => /^\w+$/u.test(fn));
	const at = chain.findIndex(fn => !sleepers.test(fn));
	if (at === -1) {
		return undefined;
	}

	const rest = chain.slice(at);
	return {fn: rest[0]!, chain: rest, isRestartable: rest.some(fn => restartable.test(fn))};
};

/** Site from /proc/PID/task/TID/wchan: one function, or 0 when the thread runs or may not be looked into. */
export const siteOfWchan = (text: string): WaitSite | undefined => {
	const fn = functionOf(text);
	return /^[a-z_]\w*$/iu.test(fn) ? {fn, chain: [fn], isRestartable: restartable.test(fn)} : undefined;
};
