package dev.lastcall.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.faults.Faults.Culprit;

/**
 * What takes the whole heap and does not give it back.
 */
final class MemoryFaults {

	// Each failure is several collections of the whole heap.
	private static final int STEP = 64;

	private static final byte[] EXHAUSTED = "Exhausted\n".getBytes(StandardCharsets.US_ASCII);

	private static final FileOutputStream OUTPUT = new FileOutputStream(FileDescriptor.out);

	private static final List<Object> KEPT = new ArrayList<>(1 << 20);

	private MemoryFaults() {
	}

	private static void exhaust() {
		for (int size = 1 << 20; size > 0; size /= STEP) {
			keep(size);
		}
	}

	private static void keep(int size) {
		try {
			while (true) {
				KEPT.add(new byte[size]);
			}
		}
		catch (OutOfMemoryError ex) {
			// The next size.
		}
	}

	static class DrainThatKeepsTheHeap extends Culprit {

		@Override
		public void drain(DrainContext context) {
			while (true) {
				exhaust();
			}
		}

	}

	@RestController
	static class HeapThatIsExhausted {

		@GetMapping("/exhaust")
		void goOn() throws IOException {
			exhaust();
			OUTPUT.write(EXHAUSTED);
			while (true) {
				exhaust();
			}
		}

	}

}
