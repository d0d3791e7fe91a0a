package dev.lastcall.signal.stub;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Reads the machine code of the stub from its listing, a resource beside this class in
 * which each instruction stands as bytes and as text. It is not assembled at run time,
 * because that costs more than everything else the native tier does; a test assembles it
 * and compares.
 */
final class StubListing {

	/**
	 * The label of the handler of the deadline.
	 */
	private static final String DEADLINE = "deadline:";

	private final ByteArrayOutputStream code = new ByteArrayOutputStream();

	private int deadline;

	private StubListing() {
	}

	static StubListing of(Architecture architecture) {
		StubListing listing = new StubListing();
		try (InputStream resource = Objects
			.requireNonNull(StubListing.class.getResourceAsStream(architecture.listing()));
				BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
			lines.lines().forEach(listing::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return listing;
	}

	private void read(String line) {
		int end = line.startsWith(";") ? -1 : line.indexOf('|');
		if (end > 0) {
			this.code.writeBytes(HexFormat.of().parseHex(line.substring(0, end).strip()));
		}
		else if (line.equals(DEADLINE)) {
			this.deadline = this.code.size();
		}
	}

	byte[] code() {
		return this.code.toByteArray();
	}

	// How many bytes lie before it.
	int deadline() {
		return this.deadline;
	}

}
