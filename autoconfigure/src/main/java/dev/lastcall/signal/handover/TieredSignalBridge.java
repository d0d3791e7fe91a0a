package dev.lastcall.signal.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ProcessDeadline;
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

	private static final String UNTRIED = "it has not been tried yet";

	private final SignalBridge lower;

	private final SharedRegistrations shared;

	private final Copies copies = new Copies(new LeadAnswers(this));

	private final List<TieredRegistration> registrations = new ArrayList<>();

	private volatile @Nullable NativeSignalBridge upper;

	private final RestingTier resting = new RestingTier();

	private final TieredDeadline deadline = new TieredDeadline(this.copies);

	private volatile String obstacle = UNTRIED;

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
		return this.copies.attached().map(AttachedSignalBridge::tier).orElseGet(this::ownTier);
	}

	private SignalTier ownTier() {
		NativeSignalBridge upper = this.upper;
		return (upper != null && !upper.isDead()) ? SignalTier.NATIVE : this.lower.tier();
	}

	@Override
	public String obstacle() {
		return this.copies.attached().map(AttachedSignalBridge::obstacle).orElseGet(this::ownObstacle);
	}

	private String ownObstacle() {
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
			this.copies.attached().ifPresent(AttachedSignalBridge::prepareExit);
			upper().ifPresent(SignalBridge::prepareExit);
		}
		catch (Throwable ex) {
			// Without memory, for instance: the exit takes 300 ms longer, and must not
			// fail.
		}
	}

	@Override
	public ProcessDeadline deadline() {
		return this.deadline;
	}

	@Override
	public synchronized List<SignalRegistration> registrations() {
		return List.copyOf(this.registrations);
	}

	@Override
	public synchronized SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		SignalRegistration lower = this.copies.register(signal, lane, listener)
			.orElseGet(() -> this.shared.register(signal, lane, listener));
		return keep(new TieredRegistration(signal, lane, listener, lower, this::forget));
	}

	private SignalRegistration keep(TieredRegistration registration) {
		NativeSignalBridge upper = this.upper;
		if (upper != null) {
			registration.handOver(upper);
		}
		this.registrations.add(registration);
		return registration;
	}

	synchronized Optional<SignalRegistration> registerAsLead(PosixSignal signal, SignalLane lane,
			SignalListener listener) {
		return this.copies.isLead() ? Optional.of(register(signal, lane, listener)) : Optional.empty();
	}

	private synchronized void forget(TieredRegistration registration) {
		this.registrations.remove(registration);
		if (this.registrations.isEmpty()) {
			rest();
		}
	}

	// No thread of ours is left, so that the class loader of an application that is gone
	// can go too.
	private void rest() {
		this.copies.leave();
		NativeSignalBridge upper = this.upper;
		if (upper != null) {
			this.upper = null;
			this.obstacle = UNTRIED;
			this.deadline.rest();
			this.resting.rest(upper);
		}
	}

	/**
	 * Hands every signal over to the native tier, unless that has been done or has failed
	 * before. Takes some ten milliseconds and may load a native library.
	 * @param tier the native tier
	 * @return {@code true} if the native tier is in use now
	 */
	public synchronized boolean handOver(NativeTier tier) {
		if (this.upper == null && !isAttached()) {
			try {
				NativeSignalBridge upper = this.resting.wake(tier);
				this.upper = upper;
				this.deadline.handOver(upper.deadline());
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
	 * Makes HotSpot write its thread dump to the standard output, if there is a native
	 * tier.
	 */
	public void requestDump() {
		this.copies.attached().ifPresent(AttachedSignalBridge::requestDump);
		upper().ifPresent(NativeSignalBridge::requestDump);
	}

	/**
	 * Gives a termination that has waited too long to the JVM, once.
	 * @param patience how long it must have waited, in nanoseconds
	 * @return {@code true} if there was one
	 */
	public boolean escalate(long patience) {
		return this.copies.attached().filter((other) -> other.escalate(patience)).isPresent()
				|| upper().filter((it) -> it.escalation().check(patience)).isPresent();
	}

	/**
	 * Whether another copy of Last Call in this JVM hears the signals for this one.
	 * @return {@code true} if its properties decide how
	 */
	public boolean isAttached() {
		return this.copies.attached().isPresent();
	}

	/**
	 * Repairs what other Java code leaves behind that took a signal from the native tier
	 * by {@code sun.misc.Signal} and gave it back: the JVM has forgotten our handler, and
	 * a termination that is given to the JVM would reach nobody.
	 * @return the signals that were concerned
	 */
	public synchronized List<PosixSignal> repair() {
		NativeSignalBridge upper = this.upper;
		if (upper == null || upper.isDead()) {
			return List.of();
		}
		List<PosixSignal> forgotten = this.shared.signals()
			.filter((signal) -> upper.handlers().isRestoredByTheJvm(signal.number()))
			.toList();
		forgotten.forEach((signal) -> {
			this.shared.renew(signal);
			upper.handlers().reinstall(signal.number());
		});
		return forgotten;
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
