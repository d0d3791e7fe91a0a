package dev.lastcall.signal.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.jdk.JdkSignalBridge;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

/**
 * {@link SignalBridge} that begins with a tier that costs little and goes on with the
 * native one. The native handler takes the place of the JVM's with one system call per
 * signal: a signal that comes before it goes the old way, one that comes after it the new
 * way, and none goes both. The old way stays in place behind the new one, for when the
 * native tier gives signals to the JVM. Thread-safe; this object's lock guards the
 * registrations.
 */
public final class TieredSignalBridge implements SignalBridge {

	private final SignalBridge lower;

	private final SharedRegistrations shared;

	private final List<TieredRegistration> registrations = new ArrayList<>();

	private volatile @Nullable NativeSignalBridge upper;

	private volatile String obstacle = "it has not been tried yet";

	private TieredSignalBridge(boolean jdk) {
		this.lower = jdk ? JdkSignalBridge.create(this::isEscalation)
				: new HookSignalBridge("signals are left to the JVM");
		this.shared = new SharedRegistrations(this.lower);
	}

	/**
	 * The bridge that begins with {@link SignalTier#JDK}.
	 * @return a new bridge
	 */
	public static TieredSignalBridge onJdk() {
		return new TieredSignalBridge(true);
	}

	@Override
	public SignalTier tier() {
		NativeSignalBridge upper = this.upper;
		return (upper != null && !upper.isDead()) ? SignalTier.NATIVE : this.lower.tier();
	}

	@Override
	public String obstacle() {
		NativeSignalBridge upper = this.upper;
		if (upper == null) {
			return this.obstacle;
		}
		return upper.isDead() ? "its reader has ended" : "";
	}

	/**
	 * The native tier.
	 * @return the bridge, or empty before the hand-over and where it failed
	 */
	public Optional<NativeSignalBridge> upper() {
		return Optional.ofNullable(this.upper);
	}

	@Override
	public void prepareExit() {
		try {
			upper().ifPresent(SignalBridge::prepareExit);
		}
		catch (Throwable ex) {
			// Without memory, for instance: the exit takes 300 ms longer, and must not
			// fail.
		}
	}

	@Override
	public synchronized List<SignalRegistration> registrations() {
		return List.copyOf(this.registrations);
	}

	@Override
	public synchronized SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		TieredRegistration registration = new TieredRegistration(signal, lane, listener,
				this.shared.register(signal, lane, listener), this::forget);
		NativeSignalBridge upper = this.upper;
		if (upper != null) {
			registration.handOver(upper);
		}
		this.registrations.add(registration);
		return registration;
	}

	private synchronized void forget(TieredRegistration registration) {
		this.registrations.remove(registration);
	}

	/**
	 * Hands every signal over to the native tier, unless that has been done or has failed
	 * before. Takes some ten milliseconds and may load a native library.
	 * @param tier the native tier
	 * @return {@code true} if the native tier is in use now
	 */
	public synchronized boolean handOver(NativeTier tier) {
		if (this.upper == null) {
			try {
				NativeSignalBridge upper = tier.create();
				this.upper = upper;
				this.registrations.forEach((registration) -> registration.handOver(upper));
			}
			catch (NativeUnavailableException ex) {
				this.obstacle = String.valueOf(ex.getMessage());
			}
			catch (LinkageError ex) {
				this.obstacle = "its library is not on the class path (%s)".formatted(ex);
			}
		}
		return tier() == SignalTier.NATIVE;
	}

	/**
	 * Keeps the native tier from being used.
	 * @param reason why, as a clause
	 */
	public synchronized void stay(String reason) {
		this.obstacle = reason;
	}

	private boolean isEscalation() {
		NativeSignalBridge upper = this.upper;
		return upper != null && !upper.isDead() && upper.escalation().take();
	}

}
