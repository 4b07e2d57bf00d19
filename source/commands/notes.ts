/** By the name of the command. */
const notes = new Map<string, readonly string[]>([
	['board', [
		'Without a terminal, kstacktop prints the report of the same run instead; kstacktop board refuses.',
		'Press ? in the board for its keys.',
	]],
	['replay', [
		[
			'FILE is the name of a script, or the path of a script or of a recording (--record, R in the board). A recording does again what was',
			'done, and each digest in it must agree. --snapshots, --report and --costs are for scripts.',
		].join('\n'),
		'A script is YAML: scenario (machine, workload, policies, delivery, cpus, threads, seed, deeper, stackOffset, kernel, engine), steps, until.',
		[
			'A step is a line of the list, "- at 2s: key p", or several for one moment, "- at 2s: [key p, key 2]":',
			'  key NAME                       press a key of the board: p, space, pagedown',
			'  policy NAME                    show this policy',
			'  snapshot VIEW COLUMNSxROWS     keep a picture of the board as text: overview 120x36',
			'  caption TEXT                   say something over the board; {savedPercent.net} stands for the figure',
			'  expect FIELD OPERATOR VALUE    hold a figure against a value: savedPercent.gross >= 70',
			'"- every 1s: expect failures == 0" does so again and again, before the steps of the same moment.',
		].join('\n'),
		[
			'Steps that do something to the box; "for TIME" takes it back after so long:',
			'  delivery fred|idt              change how the box delivers events',
			'  pressure SHARE [for TIME]      for this share of time no page can be had at once: 0.5, 50%',
			'  starve on|off|for TIME         let every allocation of a refill fail',
			'  nmi PER_SECOND [for TIME]      NMIs a second on a busy CPU',
			'  fork-storm TIMES [for TIME]    threads end and are forked so many times as fast',
			'  deep-call TID|deepest BYTES [jump]',
			'                                 a call that deep, in one step of the stack pointer if jump',
			'  cpu N offline|online           take a CPU away, bring it back',
			'  machine-check N                a machine check on a CPU',
			'  remote-access TID|deepest      another CPU writes below what the thread has mapped',
			'  scan-stacks                    read every stack, as DEBUG_STACK_USAGE does',
			'  stack-offset on|off            the random offset of each system call',
			'deepest is the thread whose stack went deepest so far. What the box refuses (its last CPU, a thread',
			'that has ended) ends the replay with exit code 2.',
		].join('\n'),
		[
			'Fields are those of run --format json, of the policy that is shown (faults), of a named one',
			'(policies.fred-pf.faults) or of the whole reading (timeNs). Operators: >= <= == != > <. An empty field is none.',
		].join('\n'),
	]],
	['threads', [
		[
			'A query compares fields of a thread: comm class cpu state pages depth high sleep faults age path deepest tid kind,',
			'by = != < <= > >= and in (cpu in 0-15,32), names also by ~ (comm ~ nginx; * stands for anything). Sizes are bytes from',
			'the top of the stack, or KiB or pages of 4096 bytes (high > 3.5 KiB); ages have a unit (age < 10 s). running, sleeping',
			'are conditions by themselves; and, or, not and parentheses join them. / in the board takes the same, with completion.',
		].join('\n'),
		'Pages and faults in a query and in the text are those of the first policy.',
	]],
	['compare', [
		[
			'2 to 8 policies run in lock step on one machine and one stream of events; fixed stacks always run along',
			'as the baseline of the costs and take a place. Differences are against the first policy.',
		].join('\n'),
	]],
	['report', [
		[
			'Each answer has a verdict, figures with ranges, what they rest on, what is assumed, and what this model cannot tell.',
			'A failure that was never seen is given as a bound, not as zero.',
		].join('\n'),
		[
			'Beside the policies asked for, others run where a question is about them: pools of 3 to 24 pages, stacks of other sizes,',
			'Accessed bits, stacks attached at kernel entry. Conditions: as it is, 1 % and 10 % of atomic requests failing,',
			'the latter also in a storm of forks and with CPUs going and coming.',
		].join('\n'),
	]],
	['sweep', [
		[
			'A grid is YAML: scenario (what all cells have in common), grid (a list of values a field; all are combined with all),',
			'list (cells one by one). Fields: machine, cpus, threads, memoryMiB, tickHz, delivery, workload, deeper, stackOffset, steps,',
			'for, costs, policies, pool, engine, seed (also as a range, "1..8"). What is left out is as in kstacktop run.',
		].join('\n'),
		[
			'A line holds key (hash of the resolved scenario, its length, seed and the version of kstacktop), settings, and the fields of',
			'run --format json without perCpu and log. A cell that fails is told with its key, the others go on, and the exit code is 1.',
		].join('\n'),
		[
			'--shard auto reads SLURM_ARRAY_TASK_ID (with _MIN, _COUNT, _STEP), JOB_COMPLETION_INDEX (Kubernetes: auto/N),',
			'BUILDKITE_PARALLEL_JOB (_COUNT), CIRCLE_NODE_INDEX (_TOTAL), CI_NODE_INDEX and CI_NODE_TOTAL (GitLab), in this order.',
		].join('\n'),
	]],
	['merge', [
		[
			'Writes to standard output. Files of several versions or sweeps are refused. Exit code 1 if cells are missing,',
			'or are there twice with different figures (then neither is written).',
		].join('\n'),
	]],
	['table', [
		[
			'Policies are compared under the same settings. Intervals are at 95 %: Student\'s t over the seeds; of failures a Poisson interval.',
			'CSV and NDJSON have them as FIGURE_low and FIGURE_high.',
		].join('\n'),
	]],
	['host', [
		[
			'Reads /proc and /sys and writes nothing. Needs no rights: root sees call chains of sleeping threads, others less; what could not be',
			'read is listed. In a container the twin is scaled up to the stacks that the whole box holds.',
		].join('\n'),
		'What is read, what the twin predicts and what is assumed are told apart. Without a terminal it prints, as with --once.',
	]],
	['tour', ['The tour is a script (fixtures/scripts/tour.yaml) whose captions wait for you.']],
	['verify', [
		[
			'--depths takes names and numbers of threads from the files, never their marks: those come from call paths fitted to kernel 6.1',
			'and to idle guests and fork storms of 6.12. Stacks the model was made of are called calibrated, by their content, all others predicted.',
			'Exit code 1 if a figure is off: outside of its 95 % band, beyond its tolerance, and too far out for chance among so many figures',
			'(Holm, 5 % over all). Figures that chance can explain (unsure), and those known to be off, with the reason, are listed and do not count; what-ifs are not judged.',
		].join(' '),
	]],
	['frame', ['The quadword at the lowest address, the error code, comes first. Bits that no CPU writes are named.']],
	['import', [
		[
			'Kinds',
			'  dmesg        lines "used greatest stack depth" (DEBUG_STACK_USAGE) of dmesg, journalctl or syslog',
			'  stack-trace  /sys/kernel/tracing/stack_trace',
			'  vmstat       /proc/vmstat: nr_kernel_stack, nr_dynamic_stacks_faults; kstack_1k and on',
			'  tasks        CSV: comm, kthread, pid, bytes_used, pages_touched, sleep_depth or life_us',
			'  bpftrace     hist() or lhist() of depths, @depth or @depth[comm]',
			'  perf         perf script -F comm,tid,cpu,time,event,ip,iregs of perf record --intr-regs=sp',
		].join('\n'),
		'What was understood and what was left out goes to standard error. A workload extends idle: what was not measured is as there, and the file says so.',
	]],
	['info', ['A flag goes before the environment, that before the settings file, that before what is built in.']],
]);

/** What the help of a command says below its flags, a paragraph each. */
export const notesOf = async (name: string): Promise<readonly string[]> => {
	const own = notes.get(name) ?? [];
	if (name !== 'compare') {
		return own;
	}

	// They are read from the machine, which no other help waits for
	const {policyNotes} = await import('./policy-notes.js');
	return [...own, ...policyNotes()];
};
