package dev.menshen.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * The connection of a request, as Tomcat sees it. No servlet API tells that a client has gone while
 * its request is worked on; what Tomcat can tell is whether there is something to read on the
 * connection, and of a closed one it says that there is, but has nothing in its buffer then.
 *
 * <p>Only for one thread at a time, while no other touches the request, and once the request's body
 * was read to its end: looking reads ahead what else the client sent into Tomcat's own buffer,
 * where the next request of the connection is read from. A client that closed only its sending half
 * counts as gone, as it does for other servers: the two cannot be told apart.
 */
final class ClientConnection {
  private static final String ATTRIBUTE = ClientConnection.class.getName();

  private final org.apache.coyote.Request request;

  private ClientConnection(org.apache.coyote.Request request) {
    this.request = request;
  }

  /** The connection that a request came on. */
  static ClientConnection of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ClientConnection connection) {
      return connection;
    }
    throw new IllegalStateException("the request did not come through Tomcat's valve");
  }

  /** Whether the client has gone; also false when that cannot be told. */
  boolean isClosed() {
    AtomicBoolean bodyWasRead = new AtomicBoolean();
    request.action(ActionCode.REQUEST_BODY_FULLY_READ, bodyWasRead);
    // A pipelined request shows up once as readable, and is in the buffer from then on.
    return bodyWasRead.get() && isReadableWithoutData() && isReadableWithoutData();
  }

  private boolean isReadableWithoutData() {
    return available(false) == 0 && available(true) > 0;
  }

  /** How many bytes there are, in the buffer or, when it has none, on the connection. */
  private int available(boolean onConnection) {
    request.action(ActionCode.AVAILABLE, onConnection);
    return request.getAvailable();
  }

  /** Hands each request its connection. */
  static final class Valve extends ValveBase {
    Valve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response)
        throws IOException, jakarta.servlet.ServletException {
      request.setAttribute(ATTRIBUTE, new ClientConnection(request.getCoyoteRequest()));
      getNext().invoke(request, response);
    }
  }
}
