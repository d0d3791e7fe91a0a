package dev.lastcall.exit;

/**
 * Main class of a process that ends in the way it is told.
 */
public final class JvmProbe {

	private JvmProbe() {
	}

	public static void main(String[] arguments) {
		Jvm jvm = Jvm.system();
		jvm.onShutdown(new Thread(
				() -> System.out.println("hook %s %s".formatted(jvm.isShuttingDown(), jvm.onShutdown(new Thread())))));
		System.out.println("running " + jvm.isShuttingDown());
		if (arguments[0].equals("exit")) {
			jvm.exit(7);
		}
		jvm.halt(9);
	}

}
