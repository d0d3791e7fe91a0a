package dev.lastcall.signal.stub;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.lastcall.signal.libc.Libc;

/**
 * The handlers in machine code, in a page of their own. Written once, into fresh memory,
 * and made executable once: on aarch64 the kernel then synchronises the instruction cache
 * when the page is first executed ({@code __sync_icache_dcache} in
 * {@code arch/arm64/mm/flush.c}), and would not do so a second time. Never unmapped,
 * because a thread may be inside, and others may hold its address.
 */
public final class Stub {

	private final long address;

	private final int size;

	private final long deadline;

	private Stub(long address, int size, long deadline) {
		this.address = address;
		this.size = size;
		this.deadline = deadline;
	}

	/**
	 * Puts the stub into memory.
	 * @param architecture the architecture of this JVM
	 * @param libc the C library
	 * @param page the address of its data
	 * @return the stub, ready to be installed
	 * @throws dev.lastcall.signal.libc.LibcException if a policy forbids executable
	 * memory
	 */
	public static Stub create(Architecture architecture, Libc libc, long page) {
		StubListing listing = StubListing.of(architecture);
		byte[] instructions = listing.code();
		byte[] code = ByteBuffer.allocate(instructions.length + Long.BYTES)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(instructions)
			.putLong(page)
			.array();
		long address = libc.map(code.length);
		libc.put(address, code);
		libc.makeExecutable(address, code.length);
		return new Stub(address, code.length, address + listing.deadline());
	}

	/**
	 * Where the handler of all signals begins.
	 * @return the address to install
	 */
	public long address() {
		return this.address;
	}

	/**
	 * Where the handler of the deadline begins.
	 * @return the address to install
	 */
	public long deadline() {
		return this.deadline;
	}

	/**
	 * Whether an address lies in the stub.
	 * @param address an address
	 * @return {@code true} if it is ours
	 */
	public boolean contains(long address) {
		return address >= this.address && address < this.address + this.size;
	}

}
