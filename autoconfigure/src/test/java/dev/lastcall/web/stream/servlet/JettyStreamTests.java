package dev.lastcall.web.stream.servlet;

import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyStreamTests extends ServletStreamContract {

}
