package dev.lastcall.web;

/**
 * What becomes of requests that come while the process lingers. Afterwards, from the
 * stage SOURCES on, they are rejected in any case. Those of probes always pass.
 */
public enum LateRequests {

	/**
	 * They are served, and counted where they should no longer come.
	 */
	SERVE,

	/**
	 * They get a 503, and their connections close.
	 */
	REJECT,

	/**
	 * New connections are refused by the operating system. Requests on open connections
	 * are served until these have closed.
	 */
	REFUSE

}
