package dev.menshen.server.console;

import dev.menshen.server.ServerTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The server whose console is tested. */
@ServerTest
abstract class ConsoleServer {
  @LocalServerPort private int port;

  /** The address of a path of the server. */
  final String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
