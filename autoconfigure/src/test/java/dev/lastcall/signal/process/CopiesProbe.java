package dev.lastcall.signal.process;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Main class of a process with several copies of Last Call, each in a class loader of its
 * own, as with devtools: their parent has the libraries. An order begins with the name of
 * a copy, which comes to be with its first order; {@code unload} closes its class loader
 * and tells whether the JVM has collected it.
 */
public final class CopiesProbe implements Function<String, Object> {

	private static final int COLLECTIONS = 100;

	private final Map<String, Function<String, Object>> copies = new HashMap<>();

	private final Map<String, URLClassLoader> loaders = new HashMap<>();

	private final ClassLoader libraries;

	private CopiesProbe() throws IOException {
		this.libraries = new URLClassLoader("libraries", classPath((entry) -> entry.endsWith(".jar")),
				ClassLoader.getPlatformClassLoader());
	}

	/**
	 * Starts the process.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws Exception {
		BridgeProbe.serve(new CopiesProbe());
	}

	@Override
	public Object apply(String order) {
		String[] parts = order.split(" ", 2);
		try {
			return parts[1].equals("unload") ? unload(parts[0]) : copy(parts[0]).apply(parts[1]);
		}
		catch (Exception ex) {
			return "failed " + ex;
		}
	}

	private Function<String, Object> copy(String name) throws Exception {
		Function<String, Object> copy = this.copies.get(name);
		if (copy == null) {
			URLClassLoader loader = new URLClassLoader(name, classPath((entry) -> !entry.endsWith(".jar")),
					this.libraries);
			copy = copy(loader);
			this.loaders.put(name, loader);
			this.copies.put(name, copy);
		}
		return copy;
	}

	@SuppressWarnings("unchecked")
	private static Function<String, Object> copy(ClassLoader loader) throws ReflectiveOperationException {
		return (Function<String, Object>) loader.loadClass(BridgeProbe.class.getName()).getConstructor().newInstance();
	}

	private static URL[] classPath(Predicate<String> filter) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (filter.test(entry)) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		return urls.toArray(new URL[0]);
	}

	private boolean unload(String name) throws Exception {
		this.copies.remove(name);
		WeakReference<ClassLoader> loader = new WeakReference<>(this.loaders.get(name));
		this.loaders.remove(name).close();
		for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return loader.get() == null;
	}

}
