package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Tag;

/**
 * {@link FlightEnd} of Jetty.
 */
@Tag("jetty")
class JettyFlightEndTests extends FlightEnd {

}
