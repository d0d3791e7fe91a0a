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

	private StubListing() {
	}

	static byte[] code(Architecture architecture) {
		ByteArrayOutputStream code = new ByteArrayOutputStream();
		try (InputStream resource = Objects
			.requireNonNull(StubListing.class.getResourceAsStream(architecture.listing()));
				BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				int end = line.startsWith(";") ? -1 : line.indexOf('|');
				if (end > 0) {
					code.writeBytes(HexFormat.of().parseHex(line.substring(0, end).strip()));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return code.toByteArray();
	}

}
