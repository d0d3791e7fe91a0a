package dev.lastcall.web.autoconfigure;

/**
 * {@link LateArrival} of Tomcat.
 */
class TomcatLateArrivalTests extends LateArrival {

}
