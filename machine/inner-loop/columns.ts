/*
Columns of the box's memory. To this language a column is the address of its first entry; TypeScript sees the same bytes as a typed array.
No index is checked: what the tables and records hold is in range by construction, and the tests compare every byte with a twin that is checked.
*/

/** A column of 32-bit integers. */
@unmanaged
export class Int32s {
	@inline @operator('[]')
	get(index: i32): i32 {
		return load<i32>(changetype<usize>(this) + (<usize>index << 2));
	}

	@inline @operator('[]=')
	set(index: i32, value: i32): void {
		store<i32>(changetype<usize>(this) + (<usize>index << 2), value);
	}
}

/** A column of doubles. */
@unmanaged
export class Float64s {
	@inline @operator('[]')
	get(index: i32): f64 {
		return load<f64>(changetype<usize>(this) + (<usize>index << 3));
	}

	@inline @operator('[]=')
	set(index: i32, value: f64): void {
		store<f64>(changetype<usize>(this) + (<usize>index << 3), value);
	}
}

/** A column of 16-bit integers, 0 to 65535. */
@unmanaged
export class Uint16s {
	@inline @operator('[]')
	get(index: i32): i32 {
		return load<u16>(changetype<usize>(this) + (<usize>index << 1));
	}
}

/** A column of bytes, 0 to 255. */
@unmanaged
export class Uint8s {
	@inline @operator('[]')
	get(index: i32): i32 {
		return load<u8>(changetype<usize>(this) + <usize>index);
	}
}
