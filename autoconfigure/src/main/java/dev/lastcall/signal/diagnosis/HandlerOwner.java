package dev.lastcall.signal.diagnosis;

import dev.lastcall.signal.diagnosis.HandlerTable.Handler;
import dev.lastcall.signal.proc.MemoryMap.Mapping;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Whose a handler is that is not ours, by what lies at its address.
 */
public final class HandlerOwner {

	private HandlerOwner() {
	}

	/**
	 * Names the owner.
	 * @param address the address of a handler
	 * @param files the files of {@code /proc}
	 * @return a clause, such as {@code the signal is ignored (SIG_IGN)}
	 */
	public static String describe(long address, ProcFiles files) {
		if (address == Handler.DEFAULT) {
			return "it is the default action (SIG_DFL)";
		}
		if (address == Handler.IGNORE) {
			return "the signal is ignored (SIG_IGN)";
		}
		return files.memory()
			.map((memory) -> memory.at(address)
				.map((mapping) -> "%s maps %s there".formatted(files.path("self/maps"), name(mapping, address)))
				.orElse("nothing is mapped there"))
			.orElse("whose it is cannot be seen");
	}

	private static String name(Mapping mapping, long address) {
		if (!mapping.isFile()) {
			return "anonymous memory, as code has that is generated at run time,";
		}
		String remark = mapping.fileName().startsWith("libjvm.so")
				? " (the JVM's own handler: Java code called 'sun.misc.Signal.handle')" : "";
		return "'%s' + 0x%x%s".formatted(mapping.path(), mapping.offsetOf(address), remark);
	}

}
