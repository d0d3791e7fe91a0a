package dev.lastcall.signal.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import com.kenai.jffi.Library;

import dev.lastcall.signal.SignalBridge;

/**
 * The class path of a {@link BridgeProbe}: what the signals need, and nothing else.
 */
final class ProbeClassPath {

	private ProbeClassPath() {
	}

	static String with(boolean jffi) {
		List<Path> classPath = new ArrayList<>(List.of(location(BridgeProbe.class), location(SignalBridge.class)));
		if (jffi) {
			classPath.addAll(List.of(location(Library.class), nativeLocation()));
		}
		return classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
	}

	static Path location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path nativeLocation() {
		String name = "jni/%s-Linux/libjffi-1.2.so".formatted(System.getProperty("os.arch").replace("amd64", "x86_64"));
		return Path.of(URI.create(Objects.requireNonNull(Library.class.getClassLoader().getResource(name), name)
			.getPath()
			.replaceFirst("!.*", "")));
	}

}
