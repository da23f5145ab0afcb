package dev.menshen.server.cli;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens.
 *
 * @param host the host as it was given
 * @param address the address that the host means
 * @param port the port; 0 means any free one
 */
record ListenAddress(String host, InetAddress address, int port) {
  private static final int MAX_PORT = 65_535;

  /** Ports below this one are for privileged processes on most systems. */
  private static final int PRIVILEGED_PORTS = 1024;

  /** How many ports after an occupied one are tried for a free one. */
  private static final int PORTS_TRIED = 100;

  /**
   * The address of the options, else of {@code MENSHEN_HOST} and {@code MENSHEN_PORT}, else the
   * default.
   *
   * @throws CommandFailure when this machine cannot listen there
   */
  static ListenAddress configured(
      @Nullable String host, @Nullable Integer port, Map<String, String> environment, Texts texts) {
    return of(
        Optional.ofNullable(host)
            .or(() -> variable(environment, "MENSHEN_HOST"))
            .orElse(ServeCommand.DEFAULT_HOST),
        port == null ? configuredPort(environment, texts) : port,
        texts);
  }

  private static int configuredPort(Map<String, String> environment, Texts texts) {
    Optional<String> variable = variable(environment, "MENSHEN_PORT");
    try {
      return variable.map(Integer::valueOf).orElse(ServeCommand.DEFAULT_PORT);
    } catch (NumberFormatException e) {
      throw CommandFailure.usage(texts.get("error.serve.portVariable", variable.orElse("")));
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isEmpty());
  }

  /**
   * Checks that this machine can listen there.
   *
   * @throws CommandFailure when the host is unknown or another machine's, or the port is no port
   */
  static ListenAddress of(String host, int port, Texts texts) {
    if (port < 0 || port > MAX_PORT) {
      throw CommandFailure.usage(texts.get("error.serve.portRange", port));
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw CommandFailure.of(texts.get("error.serve.foreignHost", host));
      }
      return new ListenAddress(host, address, port);
    } catch (UnknownHostException e) {
      throw CommandFailure.of(texts.get("error.serve.unknownHost", host), e);
    } catch (IOException e) {
      throw CommandFailure.of(texts.get("error.serve.interfaces", e.getClass().getSimpleName()), e);
    }
  }

  /** Whether only this machine can reach the address. */
  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /**
   * Checks that the port is free.
   *
   * @param command the command line up to the port, to suggest another with
   * @throws CommandFailure when it is not, with who holds it and which port is free
   */
  void requireFree(String command, Texts texts) {
    if (!isFree(port)) {
      throw occupied(command, texts);
    }
  }

  /** Says who holds the port and which one is free. */
  CommandFailure occupied(String command, Texts texts) {
    Optional<PortHolder> holder = PortHolder.find(port);
    if (holder.isEmpty() && port < PRIVILEGED_PORTS) {
      return CommandFailure.of(texts.get("error.serve.privileged", port, command));
    }
    String by =
        holder
            .map(it -> texts.get("error.serve.heldBy", it.pid(), it.command()))
            .orElseGet(() -> texts.get("error.serve.heldBySomebody"));
    OptionalInt free = nextFree();
    String advice =
        free.isPresent()
            ? texts.get("error.serve.freePort", free.getAsInt(), command)
            : texts.get("error.serve.noFreePort");
    return CommandFailure.of(texts.get("error.serve.occupied", port, by, advice));
  }

  /** The address of the pages, for a browser on this machine. */
  String url(String scheme, int actualPort) {
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : literal(address);
    return scheme + "://" + host + ":" + actualPort + "/";
  }

  /** The addresses of the pages for browsers on other machines. */
  List<String> networkUrls(String scheme, int actualPort) {
    if (!address.isAnyLocalAddress()) {
      return List.of(url(scheme, actualPort));
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
          .map(it -> scheme + "://" + literal(it) + ":" + actualPort + "/")
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress().split("%", 2)[0];
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  private OptionalInt nextFree() {
    return IntStream.rangeClosed(
            Math.max(port + 1, PRIVILEGED_PORTS), Math.min(MAX_PORT, port + PORTS_TRIED))
        .filter(this::isFree)
        .findFirst();
  }

  private boolean isFree(int candidate) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, candidate));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
