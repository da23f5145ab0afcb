package dev.menshen.server.web;

import java.io.IOException;

/** Thrown when the client of a request closed its connection before there was an answer. */
public final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException() {
    super("the client closed the connection before there was a verdict, and the work was stopped");
  }
}
