package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the shell launcher finds a JDK; this test itself runs on one that it has to find. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "menshen").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.1", "25.0.3"})
  void takesTheJdk25ThatJavaHomeNames(String version) throws Exception {
    Path jdk = jdk(version, true);

    assertThat(javaHome(jdk)).isEqualTo("export JAVA_HOME=" + jdk);
  }

  @Test
  void looksFurtherWhenJavaHomeNamesAnOlderJdk() throws Exception {
    Path jdk = jdk("17.0.15", true);

    assertThat(javaHome(jdk)).startsWith("export JAVA_HOME=/").doesNotContain(jdk.toString());
  }

  @Test
  void looksFurtherWhenJavaHomeNamesARuntimeWithoutACompiler() throws Exception {
    Path jdk = jdk("25.0.3", false);

    assertThat(javaHome(jdk)).startsWith("export JAVA_HOME=/").doesNotContain(jdk.toString());
  }

  @Test
  void looksFurtherWhenJavaHomeDoesNotExist() throws Exception {
    Path missing = folder.resolve("missing");

    assertThat(javaHome(missing)).startsWith("export JAVA_HOME=/").doesNotContain("missing");
  }

  @Test
  void writesWhatIsInMemoryToNoDiskWhenSomethingGoesWrong() throws Exception {
    Path jdk = jdk("25.0.3", true);
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho \"core $(ulimit -c) $*\"\n");
    Path project = folder.resolve("project");
    for (String module : List.of("core", "guards", "server/target/menshen")) {
      Files.createDirectories(project.resolve(module));
    }
    Files.writeString(project.resolve("pom.xml"), "");
    Path jar = Files.writeString(project.resolve("server/target/menshen/menshen.jar"), "");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    Path launcher = Files.copy(LAUNCHER, project.resolve("menshen"));
    Files.setLastModifiedTime(launcher, FileTime.from(Instant.EPOCH));
    ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString(), "serve");
    builder.environment().put("JAVA_HOME", jdk.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .startsWith("core 0 ")
        .contains("-XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash")
        .contains("-jar " + jar + " serve");
  }

  private Path jdk(String version, boolean compiler) throws IOException {
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(jdk.resolve("bin/java"));
    if (compiler) {
      executable(jdk.resolve("bin/javac"));
    }
    return jdk;
  }

  private static void executable(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /**
   * What {@code ./menshen java-home} prints when this process's own JDK comes first on the path.
   */
  private static String javaHome(Path javaHome) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", LAUNCHER.toString(), "java-home");
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put(
        "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + environment.get("PATH"));
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
