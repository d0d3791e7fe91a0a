package dev.lastcall.termination.report;

import java.util.Arrays;
import java.util.Map;

/**
 * JSON text (RFC 8259) in UTF-8, written into an array that never outgrows its limit.
 * What no longer fits is not written, and {@link #isOverflown} tells. Needs no library,
 * because an application need not have one, and hardly any memory. Used by one thread at
 * a time.
 */
final class JsonBuffer {

	private static final int BEYOND_ASCII = 0x80;

	// What RFC 3629 makes of code points that need two, three or four bytes.
	private static final int TWO_BYTES = 0xC0;

	private static final int THREE_BYTES = 0xE0;

	private static final int FOUR_BYTES = 0xF0;

	/**
	 * Stands for a surrogate that has lost its other half, which UTF-8 cannot express.
	 */
	private static final int REPLACEMENT = 0xFFFD;

	private static final String HEX = "0123456789abcdef";

	private final int limit;

	private byte[] bytes;

	private int size;

	private boolean overflown;

	JsonBuffer(int capacity, int limit) {
		this.bytes = new byte[capacity];
		this.limit = limit;
	}

	int size() {
		return this.size;
	}

	// Shared, not copied: the caller reads the first bytes and does so at once.
	byte[] bytes() {
		return this.bytes;
	}

	boolean isOverflown() {
		return this.overflown;
	}

	// Takes back everything that was written since the size was this.
	void rewind(int size) {
		this.size = size;
		this.overflown = false;
	}

	JsonBuffer raw(char ascii) {
		put(ascii);
		return this;
	}

	JsonBuffer name(String name) {
		text(name);
		return raw(':');
	}

	// Maps, iterables, numbers and booleans are what they are; all else is a text.
	JsonBuffer value(Object value) {
		if (value instanceof Map<?, ?> map) {
			object(map);
		}
		else if (value instanceof Iterable<?> elements) {
			array(elements);
		}
		else if (value instanceof Number || value instanceof Boolean) {
			ascii(value.toString());
		}
		else {
			text(value.toString());
		}
		return this;
	}

	private void object(Map<?, ?> map) {
		char separator = '{';
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			raw(separator).name(String.valueOf(entry.getKey())).value(entry.getValue());
			separator = ',';
		}
		close(map.isEmpty() ? "{}" : "}");
	}

	private void array(Iterable<?> elements) {
		char separator = '[';
		for (Object element : elements) {
			raw(separator).value(element);
			separator = ',';
		}
		close((separator == '[') ? "[]" : "]");
	}

	private void close(String end) {
		ascii(end);
	}

	private void text(String text) {
		raw('"');
		int index = 0;
		while (index < text.length() && !this.overflown) {
			int codePoint = text.codePointAt(index);
			escape(codePoint);
			index += Character.charCount(codePoint);
		}
		raw('"');
	}

	private void escape(int codePoint) {
		if (codePoint == '"' || codePoint == '\\') {
			put('\\');
			put(codePoint);
		}
		else if (codePoint == '\n') {
			ascii("\\n");
		}
		else if (codePoint == '\t') {
			ascii("\\t");
		}
		else if (Character.isISOControl(codePoint)) {
			// Those above ASCII need not be escaped, but some terminals obey them.
			ascii("\\u00");
			put(HEX.charAt(codePoint >> 4));
			put(HEX.charAt(codePoint & 0xF));
		}
		else {
			encode(isLoneSurrogate(codePoint) ? REPLACEMENT : codePoint);
		}
	}

	private static boolean isLoneSurrogate(int codePoint) {
		return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
	}

	private void encode(int codePoint) {
		if (codePoint < BEYOND_ASCII) {
			put(codePoint);
		}
		else if (codePoint < 0x800) {
			put(TWO_BYTES | codePoint >> 6);
			put(continuation(codePoint));
		}
		else if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
			put(THREE_BYTES | codePoint >> 12);
			put(continuation(codePoint >> 6));
			put(continuation(codePoint));
		}
		else {
			put(FOUR_BYTES | codePoint >> 18);
			put(continuation(codePoint >> 12));
			put(continuation(codePoint >> 6));
			put(continuation(codePoint));
		}
	}

	private static int continuation(int bits) {
		return BEYOND_ASCII | (bits & 0x3F);
	}

	private void ascii(String text) {
		for (int index = 0; index < text.length(); index++) {
			put(text.charAt(index));
		}
	}

	private void put(int octet) {
		if (this.size == this.limit) {
			this.overflown = true;
			return;
		}
		if (this.size == this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.min(this.limit, this.size * 2));
		}
		this.bytes[this.size++] = (byte) octet;
	}

}
