/** The compiled inner loop, a WebAssembly module in base64. Written by the build from the AssemblyScript beside it. */
export const program: string;
