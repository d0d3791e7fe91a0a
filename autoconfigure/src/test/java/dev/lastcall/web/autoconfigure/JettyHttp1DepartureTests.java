package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Tag;

/**
 * {@link Http1Departure} of Jetty.
 */
@Tag("jetty")
class JettyHttp1DepartureTests extends Http1Departure {

}
