package dev.lastcall.signal.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;

/**
 * The C library of a 64-bit Linux: memory and files. Loading this class loads a native
 * library. Thread-safe, and free of allocation where the reader calls it.
 */
public final class Libc {

	/**
	 * Read and write, of a private anonymous mapping ({@code PROT_*} and {@code MAP_*} of
	 * {@code asm-generic/mman-common.h}).
	 */
	private static final int READ_WRITE = 0x1 | 0x2;

	private static final int READ_EXECUTE = 0x1 | 0x4;

	private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20;

	/**
	 * {@code EFD_CLOEXEC} of {@code sys/eventfd.h}: children do not get it.
	 */
	private static final int CLOSE_ON_EXEC = 0x80000;

	private final Invoker invoker = Invoker.getInstance();

	private final MemoryIO memory = MemoryIO.getInstance();

	private final CallContext two = context(2);

	private final CallContext three = context(3);

	private final CallContext six = context(6);

	private final Library library = library();

	private final long read = address("read");

	private final long write = address("write");

	static CallContext context(int parameters) {
		Type[] types = new Type[parameters];
		Arrays.fill(types, Type.SINT64);
		return new CallContext(Type.SINT64, types);
	}

	// The library itself, and not the first definition in the process, which may be
	// libjsig's: that one takes a handler for SIGQUIT and does not install it.
	private static Library library() {
		for (String name : new String[] { "libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1" }) {
			Library library = Library.openLibrary(name, Library.LAZY);
			if (library != null) {
				return library;
			}
		}
		return Library.getDefault();
	}

	long address(String function) {
		long address = this.library.getSymbolAddress(function);
		if (address == 0) {
			throw new UnsatisfiedLinkError("The C library has no '%s'".formatted(function));
		}
		return address;
	}

	/**
	 * Maps fresh zeroed memory, readable and writable.
	 * @param size in bytes
	 * @return its address
	 * @throws LibcException if there is none
	 */
	public long map(int size) {
		long address = this.invoker.invokeL6(this.six, address("mmap"), 0, size, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
		return check("mmap", address);
	}

	/**
	 * Makes memory readable and executable, and no longer writable.
	 * @param address where it begins, at a page
	 * @param size in bytes
	 * @throws LibcException if a policy forbids it
	 */
	public void makeExecutable(long address, int size) {
		checkInt("mprotect", this.invoker.invokeL3(this.three, address("mprotect"), address, size, READ_EXECUTE));
	}

	/**
	 * Opens a counter to wait on ({@code eventfd(2)}).
	 * @return its file descriptor
	 * @throws LibcException if there are too many files
	 */
	public int eventCounter() {
		return checkInt("eventfd", this.invoker.invokeL2(this.two, address("eventfd"), 0, CLOSE_ON_EXEC));
	}

	/**
	 * Reads, and waits for something to read.
	 * @param descriptor a file descriptor
	 * @param buffer the address of a buffer
	 * @param size its size in bytes
	 * @return what {@code read(2)} returned
	 */
	public long read(int descriptor, long buffer, int size) {
		return this.invoker.invokeL3NoErrno(this.three, this.read, descriptor, buffer, size);
	}

	/**
	 * Writes.
	 * @param descriptor a file descriptor
	 * @param buffer the address of a buffer
	 * @param size its size in bytes
	 * @return what {@code write(2)} returned
	 */
	public long write(int descriptor, long buffer, int size) {
		return this.invoker.invokeL3NoErrno(this.three, this.write, descriptor, buffer, size);
	}

	/**
	 * Copies bytes to memory.
	 * @param address where to
	 * @param bytes what
	 */
	public void put(long address, byte[] bytes) {
		this.memory.putByteArray(address, bytes, 0, bytes.length);
	}

	/**
	 * Views memory as a buffer in native byte order.
	 * @param address where it begins
	 * @param size in bytes
	 * @return the buffer, which does not own the memory
	 */
	public ByteBuffer view(long address, int size) {
		return this.memory.newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
	}

	// For functions that return an int, whose upper half is whatever was in the register.
	static int checkInt(String function, long result) {
		int value = (int) result;
		if (value == -1) {
			throw new LibcException(function, LastError.getInstance().get());
		}
		return value;
	}

	static long check(String function, long result) {
		if (result == -1) {
			throw new LibcException(function, LastError.getInstance().get());
		}
		return result;
	}

}
