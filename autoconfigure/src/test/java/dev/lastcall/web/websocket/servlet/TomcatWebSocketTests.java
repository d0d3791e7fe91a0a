package dev.lastcall.web.websocket.servlet;

class TomcatWebSocketTests extends WebSocketContract {

}
