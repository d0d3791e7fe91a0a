package dev.lastcall.signal.proc;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.proc.Mounts.Mount;

import static org.assertj.core.api.Assertions.assertThat;

class MountsTests {

	private final Mounts mounts = Mounts.parse("""
			27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
			40 27 0:30 / /tmp rw,nosuid shared:5 - tmpfs tmpfs rw
			41 27 0:31 / /tmp rw,nosuid,noexec shared:6 master:1 - tmpfs tmpfs rw
			42 41 0:32 / /tmp/with\\040space\\134 ro - tmpfs tmpfs rw
			a line that is cut
			""");

	@Test
	void fileLiesOnTheDeepestMount() {
		assertThat(mount("/tmp/with space\\/file").options()).containsExactly("ro");
		assertThat(mount("/tmp/with").point()).isEqualTo("/tmp");
	}

	@Test
	void laterMountCoversAnEarlierOneOnTheSamePoint() {
		assertThat(mount("/tmp").options()).containsExactlyInAnyOrder("rw", "nosuid", "noexec");
	}

	@Test
	void beginningOfANameIsNoMountPoint() {
		assertThat(mount("/tmpfile").point()).isEqualTo("/");
	}

	@Test
	void emptyFileSaysNothing() {
		assertThat(Mounts.parse("").of(Path.of("/tmp"))).isEmpty();
	}

	private Mount mount(String path) {
		return this.mounts.of(Path.of(path)).orElseThrow();
	}

}
