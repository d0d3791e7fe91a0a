package dev.lastcall.termination.context;

/**
 * When the readiness probe begins to refuse traffic in a termination.
 */
public enum ReadinessPolicy {

	/**
	 * As soon as a termination begins: whoever asks the probe, and nobody else, learns of
	 * it in time.
	 */
	IMMEDIATE,

	/**
	 * When the application stops to serve: until then kube-proxy, which knows by itself
	 * that a pod is leaving, may still choose it if there is no other.
	 */
	AFTER_LINGER,

	/**
	 * Not before the application context closes: the load balancer hears of it in another
	 * way.
	 */
	NEVER

}
