package dev.lastcall.web.autoconfigure;

/**
 * {@link Http2Departure} of Tomcat.
 */
class TomcatHttp2DepartureTests extends Http2Departure {

}
