package dev.lastcall.web.stream.servlet;

class TomcatStreamTests extends ServletStreamContract {

}
