package dev.menshen.server.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The browser that tests drive: the machine's own Chromium, found at {@code /usr/bin/chromium} or
 * where {@code MENSHEN_CHROMIUM} says. Nothing is downloaded. One browser serves all tests of a
 * run; it ends with the JVM.
 */
public final class Chromium {
  private static final List<String> ARGUMENTS =
      List.of(
          "--host-resolver-rules=MAP menshen.test 127.0.0.1",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private Chromium() {}

  /** The browser, started by the first test that asks. */
  public static Browser browser() {
    return Started.BROWSER;
  }

  private static final class Started {
    static final Browser BROWSER = start();

    private static Browser start() {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      return playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(executable(System.getenv()))
                  .setArgs(ARGUMENTS));
    }
  }

  /**
   * Where the browser is.
   *
   * @throws IllegalStateException when there is none; the message says what to do
   */
  static Path executable(Map<String, String> environment) {
    Path path = Path.of(environment.getOrDefault("MENSHEN_CHROMIUM", "/usr/bin/chromium"));
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          "there is no browser at %s: run ./menshen test, which installs Chromium, or set MENSHEN_CHROMIUM to one"
              .formatted(path));
    }
    return path;
  }
}
