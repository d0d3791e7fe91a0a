/**
 * The WebSocket sessions of Spring in a servlet container. Starting point:
 * {@link dev.lastcall.web.websocket.servlet.WebSocketHandlerAdapter}.
 */
@NullMarked
package dev.lastcall.web.websocket.servlet;

import org.jspecify.annotations.NullMarked;
