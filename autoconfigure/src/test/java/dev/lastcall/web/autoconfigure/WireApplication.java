package dev.lastcall.web.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.web.servlet.RequestGateFilter;

/**
 * An application with everything that a request can be.
 */
final class WireApplication {

	/**
	 * More than the buffers of two sockets, a server and an HTTP/2 window hold.
	 */
	static final int LARGE = 16 * 1024 * 1024;

	private WireApplication() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	@RestController
	static class Shop {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch goOn = new CountDownLatch(1);

		final DeferredResult<String> later = new DeferredResult<>(30_000L);

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

		@GetMapping("/held/{id}")
		String held(@PathVariable String id) throws InterruptedException {
			this.entered.countDown();
			if (!this.goOn.await(20, TimeUnit.SECONDS) || id.equals("broken")) {
				throw new IllegalStateException("broken");
			}
			return "held " + id;
		}

		@GetMapping("/later/{id}")
		DeferredResult<String> later(@PathVariable String id) {
			this.entered.countDown();
			return this.later;
		}

		@GetMapping("/timeout")
		DeferredResult<String> timeout() {
			return new DeferredResult<>(50L);
		}

		// Of a length that the server does not know before it has sent the head.
		@GetMapping("/stream")
		void stream(HttpServletResponse response) throws IOException {
			response.setContentType("text/plain");
			response.getOutputStream().write("one".getBytes(StandardCharsets.US_ASCII));
			response.flushBuffer();
			response.getOutputStream().write("two".getBytes(StandardCharsets.US_ASCII));
		}

		@GetMapping("/large")
		void large(HttpServletResponse response) throws IOException {
			this.entered.countDown();
			OutputStream out = response.getOutputStream();
			for (int sent = 0; sent < LARGE; sent += 8192) {
				out.write(new byte[8192]);
			}
		}

		@PostMapping("/upload")
		String upload(HttpServletRequest request) throws IOException {
			int first = request.getInputStream().read();
			this.entered.countDown();
			return (char) first + new String(request.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}

		@PostMapping("/echo")
		String echo(@RequestBody String body) {
			return body;
		}

		@PostMapping("/file")
		String file(@RequestParam MultipartFile file) throws IOException {
			return file.getOriginalFilename() + " " + new String(file.getBytes(), StandardCharsets.US_ASCII);
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

		@GetMapping("/context")
		String context(HttpServletRequest request, DrainContext context) {
			return String.valueOf(request.getAttribute(RequestGateFilter.CONTEXT_ATTRIBUTE) == context);
		}

	}

}
