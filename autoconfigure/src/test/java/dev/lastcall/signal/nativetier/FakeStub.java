package dev.lastcall.signal.nativetier;

import java.nio.ByteBuffer;

import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.stub.SignalPage;
import dev.lastcall.signal.stub.SignalRing;

/**
 * What the stub does, step by step, so that a test can stop in between. For one thread.
 */
final class FakeStub {

	private final Libc libc = new Libc();

	private final SignalPage page = SignalPage.create(this.libc);

	private final ByteBuffer bytes = this.libc.view(this.page.address(), 0x2000);

	Libc libc() {
		return this.libc;
	}

	SignalPage page() {
		return this.page;
	}

	// The whole of it.
	void deliver(int signal, int pid) {
		publish(claim(), signal, pid);
		count(signal);
		wake();
	}

	// With a ring that is full.
	void deliverWithoutDetail(int signal) {
		add(0x80);
		count(signal);
		wake();
	}

	long claim() {
		long sequence = this.bytes.getLong(0);
		if (sequence - this.bytes.getLong(0x40) >= SignalRing.CAPACITY) {
			throw new IllegalStateException("The ring is full");
		}
		this.bytes.putLong(0, sequence + 1);
		return sequence;
	}

	void publish(long sequence, int signal, int pid) {
		int slot = 0x1000 + (int) (sequence % SignalRing.CAPACITY) * 64;
		this.bytes.putLong(slot + 0x08, System.nanoTime());
		this.bytes.putInt(slot + 0x10, signal);
		this.bytes.putInt(slot + 0x14, 0);
		this.bytes.putInt(slot + 0x18, pid);
		this.bytes.putInt(slot + 0x1c, 1000);
		this.bytes.putLong(slot, sequence + 1);
	}

	// The pending word is swapped by the reader, which must be asleep.
	void count(int signal) {
		add(0x200 + signal * 32);
		this.bytes.putLong(0xc0, this.bytes.getLong(0xc0) | 1L << (signal - 1));
	}

	// Before it is delivered.
	void backlog(long since) {
		this.bytes.putLong(0x148, since);
		add(0x100);
	}

	void wake() {
		this.libc.write(this.page.descriptor(), this.page.one(), Long.BYTES);
	}

	private void add(int offset) {
		this.bytes.putLong(offset, this.bytes.getLong(offset) + 1);
	}

}
