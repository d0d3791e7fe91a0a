package dev.lastcall.signal.stub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.libc.Libc;

/**
 * The memory that the stub writes and the reader reads. The offsets stand in the listings
 * of the stub too. What different threads write lies in different cache lines. All longs.
 * <pre>
 * 0x000  head and tail of the {@link SignalRing}
 * 0x0c0  pending: bit n-1 for signal n; the stub sets it, the reader takes it
 * 0x100  terminations that arrived; the stub's
 * 0x140  terminations acknowledged; the reader's
 * 0x148  when the first of a backlog arrived; the stub's
 * 0x150  terminations given to the JVM because nobody read; the stub's
 * 0x180  eventfd; at 0x188 the 1 that is written to it
 * 0x190  tolerance, in terminations; at 0x198 patience, in ns
 * 0x1a0  buffer of the reader
 * 0x200  rows of 32 bytes for signals 0 to 64: count, previous handler, flags
 * 0xa40  the {@link DeadlineWords}
 * 0x1000 the slots of the {@link SignalRing}
 * </pre>
 */
public final class SignalPage {

	/**
	 * How many terminations may be unacknowledged before one goes to the JVM: a human who
	 * presses Ctrl-C for the third time means it.
	 */
	private static final int TOLERANCE = 2;

	/**
	 * How long the first of them must have waited, in nanoseconds: longer than a reader
	 * that is alive stays away, but for extreme pauses of the garbage collector.
	 */
	private static final long PATIENCE = 1_000_000_000L;

	/**
	 * Flag of a row: the previous handler is called too.
	 */
	public static final long CHAIN = 1;

	/**
	 * Flag of a row: the signal is a termination.
	 */
	public static final long TERMINATES = 2;

	/**
	 * Flag of a row: only the previous handler is called.
	 */
	public static final long PASS = 4;

	private static final int PENDING = 0x0c0;

	private static final int ARRIVED = 0x100;

	private static final int ACKNOWLEDGED = 0x140;

	private static final int BACKLOG_SINCE = 0x148;

	private static final int ESCALATED = 0x150;

	private static final int DESCRIPTOR = 0x180;

	private static final int ONE = 0x188;

	private static final int BUFFER = 0x1a0;

	private static final int ROWS = 0x200;

	private static final int ROW_SIZE = 32;

	private static final int SIZE = SignalRing.END;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final long address;

	private final ByteBuffer bytes;

	private SignalPage(long address, ByteBuffer bytes) {
		this.address = address;
		this.bytes = bytes;
	}

	/**
	 * Maps a page, fully initialised before any handler is installed. It is never
	 * unmapped.
	 * @param libc the C library
	 * @return the page
	 */
	public static SignalPage create(Libc libc) {
		long address = libc.map(SIZE);
		SignalPage page = new SignalPage(address, libc.view(address, SIZE));
		page.put(DESCRIPTOR, libc.eventCounter());
		page.put(ONE, 1);
		page.put(ONE + Long.BYTES, TOLERANCE);
		page.put(ONE + 2 * Long.BYTES, PATIENCE);
		return page;
	}

	/**
	 * Where the page is.
	 * @return its address
	 */
	public long address() {
		return this.address;
	}

	/**
	 * The counter that the stub adds to.
	 * @return its file descriptor
	 */
	public int descriptor() {
		return (int) get(DESCRIPTOR);
	}

	/**
	 * Where the reader may read to.
	 * @return the address of eight bytes
	 */
	public long buffer() {
		return this.address + BUFFER;
	}

	/**
	 * Where the number one stands, to be written to the counter.
	 * @return the address of eight bytes
	 */
	public long one() {
		return this.address + ONE;
	}

	/**
	 * Takes the sticky word.
	 * @return the signals that came since, bit n-1 for signal n
	 */
	public long takePending() {
		return (long) LONGS.getAndSet(this.bytes, PENDING, 0L);
	}

	/**
	 * How often a signal came.
	 * @param signal its number
	 * @return the number of deliveries by the kernel
	 */
	public long count(int signal) {
		return get(row(signal));
	}

	/**
	 * Describes a signal to the stub; to be called before its handler is installed.
	 * @param signal its number
	 * @param previous the address of the handler that was there before
	 * @param flags of {@link #CHAIN}, {@link #TERMINATES}, {@link #PASS}
	 */
	public void describe(int signal, long previous, long flags) {
		put(row(signal) + Long.BYTES, previous);
		put(flags(signal), flags);
	}

	/**
	 * Makes the stub pass every signal on. Allocates nothing. Who describes a signal
	 * meanwhile must call this again.
	 */
	public void passAll() {
		for (int signal = 1; signal <= PosixSignal.MAXIMUM; signal++) {
			put(flags(signal), get(flags(signal)) | PASS);
		}
	}

	/**
	 * The handler that was there before ours.
	 * @param signal the number of the signal
	 * @return its address
	 */
	public long previous(int signal) {
		return get(row(signal) + Long.BYTES);
	}

	/**
	 * How many terminations arrived.
	 * @return the number
	 */
	public long arrived() {
		return get(ARRIVED);
	}

	/**
	 * Says that terminations have been dealt with.
	 * @param arrived what {@link #arrived()} returned before they were looked for
	 */
	public void acknowledge(long arrived) {
		put(ACKNOWLEDGED, arrived);
	}

	/**
	 * For how long terminations have been waiting to be acknowledged.
	 * @param now the time in nanoseconds
	 * @return the time in nanoseconds, or zero if none waits
	 */
	public long backlog(long now) {
		return (get(ARRIVED) > get(ACKNOWLEDGED)) ? now - get(BACKLOG_SINCE) : 0;
	}

	/**
	 * How many terminations were given to the JVM because nobody read.
	 * @return the number
	 */
	public long escalated() {
		return get(ESCALATED);
	}

	/**
	 * Counts one more termination that is given to the JVM.
	 */
	public void escalate() {
		LONGS.getAndAdd(this.bytes, ESCALATED, 1L);
	}

	/**
	 * The details of the signals that came.
	 * @return the ring in this page
	 */
	public SignalRing ring() {
		return new SignalRing(this.bytes);
	}

	private static int row(int signal) {
		return ROWS + signal * ROW_SIZE;
	}

	private static int flags(int signal) {
		return row(signal) + 2 * Long.BYTES;
	}

	private long get(int offset) {
		return (long) LONGS.getVolatile(this.bytes, offset);
	}

	private void put(int offset, long value) {
		LONGS.setVolatile(this.bytes, offset, value);
	}

}
