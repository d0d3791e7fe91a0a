package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Tag;

/**
 * {@link Http2Departure} of Jetty.
 */
@Tag("jetty")
class JettyHttp2DepartureTests extends Http2Departure {

}
