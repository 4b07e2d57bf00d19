/*
The parts of WebAssembly's interface that the machine uses. Every engine has them, but they stand in no library of the language alone,
and the machine is compiled without those of browsers and Node.
*/
declare namespace WebAssembly {
	class Module {
		constructor(bytes: Uint8Array);
	}

	class Memory {
		readonly buffer: ArrayBuffer;
		constructor(pages: {readonly initial: number; readonly maximum: number});
	}

	class Instance {
		readonly exports: Readonly<Record<string, unknown>>;
		constructor(module: Module, imports: Readonly<Record<string, unknown>>);
	}
}

declare function atob(base64: string): string;
