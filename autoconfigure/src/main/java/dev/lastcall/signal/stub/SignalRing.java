package dev.lastcall.signal.stub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The details of signals: a bounded queue that the stub fills, on any thread of the
 * process, and that one thread, the reader, empties. A producer claims a slot by moving
 * the tail, fills it, and publishes it by writing its sequence number; one that is
 * preempted in between holds up the slots behind it, but neither the counts nor the
 * pending word of {@link SignalPage}. The offsets, all from the beginning of the page,
 * stand in the listings of the stub too.
 */
public final class SignalRing {

	/**
	 * The number of slots, a power of two.
	 */
	public static final int CAPACITY = 64;

	private static final int TAIL = 0x000;

	private static final int HEAD = 0x040;

	private static final int DROPPED = 0x080;

	private static final int SLOTS = 0x1000;

	// A cache line, so that producers do not slow each other down.
	private static final int SLOT_SIZE = 64;

	/**
	 * Where the ring ends.
	 */
	static final int END = SLOTS + CAPACITY * SLOT_SIZE;

	private static final int TIME = 0x08;

	private static final int SIGNAL = 0x10;

	private static final int CODE = 0x14;

	private static final int PID = 0x18;

	private static final int UID = 0x1c;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private final ByteBuffer bytes;

	SignalRing(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	/**
	 * Whether the oldest slot has been published.
	 * @return {@code false} if the ring is empty, or its oldest slot is still written
	 */
	public boolean hasNext() {
		long head = (long) LONGS.get(this.bytes, HEAD);
		return (long) LONGS.getAcquire(this.bytes, slot(head)) == head + 1;
	}

	/**
	 * Takes the oldest slot, which must have been published, and frees it.
	 * @param detail where to copy it to
	 */
	public void take(SignalDetail detail) {
		long head = (long) LONGS.get(this.bytes, HEAD);
		int slot = slot(head);
		detail.known = true;
		detail.count = 1;
		detail.nanos = (long) LONGS.get(this.bytes, slot + TIME);
		detail.signal = this.bytes.getInt(slot + SIGNAL);
		detail.code = this.bytes.getInt(slot + CODE);
		detail.pid = this.bytes.getInt(slot + PID);
		detail.uid = this.bytes.getInt(slot + UID);
		// Released, so that no producer fills the slot before it was read.
		LONGS.setRelease(this.bytes, HEAD, head + 1);
	}

	/**
	 * How many slots are claimed and not taken.
	 * @return from zero to {@link #CAPACITY}
	 */
	public int depth() {
		// The head first: it never passes the tail.
		long head = (long) LONGS.getVolatile(this.bytes, HEAD);
		return (int) Math.min(CAPACITY, (long) LONGS.getVolatile(this.bytes, TAIL) - head);
	}

	/**
	 * How many details were lost because the ring was full.
	 * @return the number since the ring exists
	 */
	public long dropped() {
		return (long) LONGS.getVolatile(this.bytes, DROPPED);
	}

	private static int slot(long sequence) {
		return SLOTS + (int) (sequence & (CAPACITY - 1)) * SLOT_SIZE;
	}

}
