package dev.menshen.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program that {@code mvn package} made, by the list of its parts that is in it. */
class ShippedProgramIT {
  private static final Path PROGRAM = Path.of("target", "menshen");
  private static final String LIST = "META-INF/sbom/application.cdx.json";

  /** Licences under which others may ship a program together with theirs. */
  private static final Set<String> LICENCES =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "GPL-2.0-with-classpath-exception",
          "ISC",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "UPL-1.0",
          "Unicode-3.0");

  /** Licences of parts whose own description names none, or another than it means. */
  private static final Map<String, String> KNOWN =
      Map.of(
          // Their repositories say so; the jars and their descriptions say nothing.
          "pkg:maven/com.hubspot.immutables/", "Apache-2.0",
          "pkg:maven/com.hubspot/algebra@", "Apache-2.0",
          // The jars hold this licence; their description has a name that belongs to no text.
          "pkg:maven/org.springframework.session/", "Apache-2.0",
          // The description links to this licence under the name "The BSD License".
          "pkg:maven/org.jline/", "BSD-3-Clause",
          // The words of these licences, under names of their own.
          "pkg:maven/org.bouncycastle/", "MIT",
          "pkg:maven/com.google.re2j/", "BSD-3-Clause");

  @Test
  void theListHoldsEveryJarThatIsShippedAndNoOther() throws IOException {
    List<String> shipped;
    try (Stream<Path> files = Files.list(PROGRAM.resolve("lib"))) {
      shipped = files.map(file -> file.getFileName().toString()).toList();
    }

    assertThat(components().map(ShippedProgramIT::jar))
        .containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void everyPartHasALicenceUnderWhichItMayBeShipped() throws IOException {
    assertThat(components())
        .allSatisfy(
            component ->
                assertThat(licences(component))
                    .as("%s, licences %s", component.get("purl"), component.path("licenses"))
                    .containsAnyElementsOf(LICENCES));
  }

  @Test
  void theManifestSaysWhereTheListIs() throws IOException {
    try (JarFile jar = new JarFile(PROGRAM.resolve("menshen.jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location")).isEqualTo(LIST);
      assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Format"))
          .isEqualTo("CycloneDX");
    }
  }

  private static Stream<JsonNode> components() throws IOException {
    try (JarFile jar = new JarFile(PROGRAM.resolve("menshen.jar").toFile());
        InputStream in = jar.getInputStream(jar.getEntry(LIST))) {
      return new JsonMapper().readTree(in).get("components").valueStream().toList().stream();
    }
  }

  /** The name of a component's jar, from its address such as {@code pkg:maven/group/name@1?...}. */
  private static String jar(JsonNode component) {
    String purl = component.get("purl").stringValue();
    Optional<String> classifier =
        Arrays.stream(purl.substring(purl.indexOf('?') + 1).split("&"))
            .filter(qualifier -> qualifier.startsWith("classifier="))
            .map(qualifier -> "-" + qualifier.substring("classifier=".length()))
            .findFirst();
    return "%s-%s%s.jar"
        .formatted(
            component.get("name").stringValue(),
            component.get("version").stringValue(),
            classifier.orElse(""));
  }

  /** The identifiers of a component's licences. */
  private static List<String> licences(JsonNode component) {
    String purl = component.get("purl").stringValue();
    return Stream.concat(
            KNOWN.entrySet().stream()
                .filter(known -> purl.startsWith(known.getKey()))
                .map(Map.Entry::getValue),
            component.path("licenses").valueStream().flatMap(ShippedProgramIT::identifiers))
        .toList();
  }

  private static Stream<String> identifiers(JsonNode choice) {
    return choice.has("expression")
        ? Arrays.stream(choice.get("expression").stringValue().split("\\s+OR\\s+"))
        : Stream.of(choice.at("/license/id").asString(""));
  }
}
