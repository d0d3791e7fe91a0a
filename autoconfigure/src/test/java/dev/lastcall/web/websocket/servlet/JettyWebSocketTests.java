package dev.lastcall.web.websocket.servlet;

import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyWebSocketTests extends WebSocketContract {

}
