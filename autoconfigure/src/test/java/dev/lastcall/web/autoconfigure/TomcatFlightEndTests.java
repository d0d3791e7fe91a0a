package dev.lastcall.web.autoconfigure;

/**
 * {@link FlightEnd} of Tomcat.
 */
class TomcatFlightEndTests extends FlightEnd {

}
