package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The OpenAPI document at {@code /api/v1/openapi.json} and its page at {@code /docs/api}. */
@Configuration(proxyBeanMethods = false)
class ApiDocumentation implements WebMvcConfigurer {
  private static final String DESCRIPTION =
      """
      Judges what people type and what models answer: Safe, Controversial or Unsafe, with \
      categories and probabilities.

      Bodies are JSON in UTF-8. Errors are RFC 9457 problems with a `code` for programs; under \
      `/v1` they have OpenAI's shape. No answer and no log line repeats the text.
      """;

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/docs/api").setViewName("forward:/docs/api.html");
  }

  @Bean
  OpenAPI openApi(@Value("${spring.application.version}") String version) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Menshen")
                .version(version)
                .description(DESCRIPTION)
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    "key",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "A key that begins with menshen_. None is needed while the server is"
                                + " open to its own machine.")))
        .addSecurityItem(new SecurityRequirement().addList("key"))
        .servers(List.of(new Server().url("/").description("This server")))
        .tags(
            List.of(
                new Tag().name("Moderation").description("Menshen's own endpoint"),
                new Tag()
                    .name("Lists")
                    .description("What is allowed and denied by word and pattern"),
                new Tag().name("People").description("Who may log in, and what for"),
                new Tag().name("OpenAI compatible").description("For clients of OpenAI's API"),
                new Tag()
                    .name("Policies")
                    .description("What is done about which text, tried and activated"),
                new Tag().name("Review").description("Texts that a policy puts before a person"),
                new Tag().name("Server").description("What the server is and how it is")));
  }

  @Bean
  OpenApiCustomizer operations() {
    return document -> {
      allowNullProbabilities(document);
      Paths paths = document.getPaths();
      paths.values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(ApiDocumentation::addRefusals);
      paths.addPathItem(
          "/livez",
          get(
              "livez",
              "Whether the process lives",
              "For an orchestrator: start the process anew when this is no 200.",
              json("200", "It lives."),
              json("503", "It does not.")));
      paths.addPathItem(
          "/readyz",
          get(
              "readyz",
              "Whether the guard gives verdicts",
              "For a load balancer: send requests while this is 200.",
              json("200", "The guard gives verdicts."),
              json("503", "It does not; `components.guardReadiness.details.reason` says why.")));
      paths.addPathItem(
          "/metrics",
          get(
              "metrics",
              "Metrics for Prometheus",
              "Moderations by severity, what was not scanned by reason, times and the queue of the"
                  + " guard, and those of HTTP and the JVM.",
              response("200", "The metrics.", "text/plain", new StringSchema())));
    };
  }

  /** What every endpoint may answer whoever asks without the right key. */
  private static void addRefusals(Operation operation) {
    operation.getResponses().putIfAbsent("401", refusal("There is no key, or it is not valid."));
    operation.getResponses().putIfAbsent("403", refusal("The key may not do this."));
  }

  private static ApiResponse refusal(String description) {
    return new ApiResponse().description(description);
  }

  /** No annotation says that a property is another schema or null. */
  private static void allowNullProbabilities(OpenAPI document) {
    Schema<?> body =
        requireNonNull(document.getComponents().getSchemas().get("ModerationBody"), "no schema");
    Schema<?> probabilities =
        requireNonNull(body.getProperties().get("probabilities"), "no probabilities");
    body.addProperty(
        "probabilities",
        new Schema<>()
            .description(probabilities.getDescription())
            .addOneOfItem(new Schema<>().$ref(probabilities.get$ref()))
            .addOneOfItem(new Schema<>().types(Set.of("null"))));
  }

  private static PathItem get(
      String id, String summary, String description, ApiResponses... responses) {
    ApiResponses all = new ApiResponses();
    for (ApiResponses response : responses) {
      all.putAll(response);
    }
    return new PathItem()
        .get(
            new Operation()
                .operationId(id)
                .summary(summary)
                .description(description)
                .addTagsItem("Server")
                .responses(all));
  }

  private static ApiResponses json(String status, String description) {
    return response(status, description, "application/json", new ObjectSchema());
  }

  private static ApiResponses response(
      String status, String description, String mediaType, Schema<?> schema) {
    return new ApiResponses()
        .addApiResponse(
            status,
            new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(mediaType, new MediaType().schema(schema))));
  }
}
