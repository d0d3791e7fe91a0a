package dev.lastcall.signal.proc;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.proc.MemoryMap.Mapping;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryMapTests {

	private final MemoryMap memory = MemoryMap.parse("""
			7f0000000000-7f0000010000 r-xp 00001000 fe:00 42                   /opt/my jdk/lib/server/libjvm.so
			7f0000010000-7f0000011000 r-xp 00000000 00:00 0\s
			7f0000020000-7f0000021000 r--p 00000000 fe:00 43 /tmp/jffi1.so (deleted)
			7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                    [stack]
			this is no line of a map
			ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0            [vsyscall]
			""");

	@Test
	void addressIsFoundInItsMapping() {
		Mapping mapping = this.memory.at(0x7f0000000123L).orElseThrow();
		assertThat(mapping.path()).isEqualTo("/opt/my jdk/lib/server/libjvm.so");
		assertThat(mapping.fileName()).isEqualTo("libjvm.so");
		assertThat(mapping.isFile()).isTrue();
		assertThat(mapping.permissions()).isEqualTo("r-xp");
		assertThat(mapping.offsetOf(0x7f0000000123L)).isEqualTo(0x1123);
	}

	@Test
	void endBelongsToTheNextMapping() {
		Mapping mapping = this.memory.at(0x7f0000010000L).orElseThrow();
		assertThat(mapping.path()).isEmpty();
		assertThat(mapping.isFile()).isFalse();
	}

	@Test
	void addressesAreUnsigned() {
		assertThat(this.memory.at(0xffffffffff600010L).map(Mapping::path)).contains("[vsyscall]");
		assertThat(this.memory.at(0x10)).isEmpty();
	}

	@Test
	void fileIsFoundByTheBeginningOfItsName() {
		assertThat(this.memory.file("libjvm").map(Mapping::start)).contains(0x7f0000000000L);
		assertThat(this.memory.file("jffi1.so").map(Mapping::fileName)).contains("jffi1.so (deleted)");
		assertThat(this.memory.file("server")).isEqualTo(Optional.empty());
		assertThat(this.memory.file("[stack]")).isEmpty();
	}

}
