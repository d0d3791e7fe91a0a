package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Tag;

/**
 * {@link LateArrival} of Jetty.
 */
@Tag("jetty")
class JettyLateArrivalTests extends LateArrival {

}
