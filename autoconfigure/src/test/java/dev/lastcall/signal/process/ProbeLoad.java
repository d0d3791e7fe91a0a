package dev.lastcall.signal.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a process does while signals interrupt it.
 */
final class ProbeLoad {

	private static final AtomicLong WORK = new AtomicLong();

	private static volatile Object sink = "";

	private static final List<Object> KEPT = new ArrayList<>();

	private static volatile boolean isFull;

	private ProbeLoad() {
	}

	static Object obey(String order) {
		return switch (order) {
			case "load" -> start();
			case "fill" -> fillHeap();
			default -> WORK.get();
		};
	}

	private static String start() {
		loop("allocation", () -> sink = new byte[4096]);
		loop("overflow", ProbeLoad::overflow);
		loop("null", ProbeLoad::nullCheck);
		loop("collection", () -> {
			System.gc();
			Thread.sleep(20);
		});
		return "started";
	}

	private static void loop(String name, Step step) {
		Thread thread = new Thread(() -> {
			while (true) {
				try {
					step.run();
					WORK.incrementAndGet();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static void overflow() {
		try {
			sink = descend(1);
			throw new IllegalStateException("The stack has no end");
		}
		catch (StackOverflowError ex) {
			// Expected.
		}
	}

	private static int descend(int depth) {
		return descend(depth + 1) + descend(depth + 2);
	}

	private static void nullCheck() {
		try {
			sink = nothing().length();
			throw new IllegalStateException("Nothing has a length");
		}
		catch (NullPointerException ex) {
			// Expected.
		}
	}

	private static String nothing() {
		return (WORK.get() >= 0) ? null : "";
	}

	/**
	 * Leaves no room in the heap, and goes on trying. Says {@code full} when it is.
	 */
	private static String fillHeap() {
		byte[] full = "full\n".getBytes(StandardCharsets.US_ASCII);
		FileOutputStream output = new FileOutputStream(FileDescriptor.out);
		loop("filling", () -> {
			for (int size = 1 << 20; size > 8; size /= 2) {
				fillHeap(size);
			}
			if (!isFull) {
				isFull = true;
				write(output, full);
			}
		});
		return "started";
	}

	private static void fillHeap(int size) {
		try {
			while (true) {
				KEPT.add(new byte[size]);
			}
		}
		catch (OutOfMemoryError ex) {
			// The next size.
		}
	}

	private static void write(FileOutputStream output, byte[] line) {
		try {
			output.write(line);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One step of a loop.
	 */
	private interface Step {

		void run() throws InterruptedException;

	}

}
