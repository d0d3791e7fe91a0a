package dev.lastcall.web.autoconfigure;

/**
 * {@link Http1Departure} of Tomcat.
 */
class TomcatHttp1DepartureTests extends Http1Departure {

}
