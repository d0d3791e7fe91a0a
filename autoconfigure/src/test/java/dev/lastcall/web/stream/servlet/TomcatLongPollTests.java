package dev.lastcall.web.stream.servlet;

class TomcatLongPollTests extends LongPollContract {

}
