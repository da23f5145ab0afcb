package dev.menshen.server.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as JSON, without what lets anybody in. */
@Schema(name = "Person", description = "Somebody who may log in.")
@JsonPropertyOrder({
  "id",
  "name",
  "issuer",
  "tenant",
  "roles",
  "enabled",
  "secondFactor",
  "created",
  "loggedIn"
})
record PersonBody(
    @Schema(description = "For requests about the person.", requiredMode = REQUIRED) String id,
    @Schema(description = "What people call the account.", requiredMode = REQUIRED) String name,
    @Schema(
            description = "The service at which the person logs in; null for a password here.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String issuer,
    @Schema(
            description = "The one tenant that the person works for; null for all.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String tenant,
    @Schema(description = "What the person is here for.", requiredMode = REQUIRED)
        List<String> roles,
    @Schema(description = "Whether the person may log in.", requiredMode = REQUIRED)
        boolean enabled,
    @Schema(description = "Whether a code is needed besides the password.", requiredMode = REQUIRED)
        boolean secondFactor,
    @Schema(description = "When it was made.", format = "date-time", requiredMode = REQUIRED)
        String created,
    @Schema(
            description = "When the person logged in last; null for never.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String loggedIn) {
  /** The JSON form of an account. */
  static PersonBody of(Account account) {
    return new PersonBody(
        account.id(),
        account.name(),
        account.isLocal() ? null : account.issuer(),
        account.tenant().orElse(null),
        account.roles().stream().sorted().map(Role::label).toList(),
        account.enabled(),
        account.secondFactor().isPresent(),
        account.created().toString(),
        account.loggedIn().map(Instant::toString).orElse(null));
  }

  /** A page of people. */
  @Schema(name = "People", description = "A page of people.")
  record Page(
      @Schema(description = "In the order of their names.", requiredMode = REQUIRED)
          List<PersonBody> people,
      @Schema(
              description = "The `cursor` of the next page; null when this is the last one.",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String next) {}

  /** A person with a new password. */
  @Schema(name = "PersonWithPassword", description = "A person with a new password.")
  record Issued(
      @Schema(description = "The person.", requiredMode = REQUIRED) PersonBody person,
      @Schema(
              description = "To be told to the person. It is shown now and never again.",
              requiredMode = REQUIRED)
          String password) {
    static Issued of(People.Issued issued) {
      return new Issued(PersonBody.of(issued.account()), issued.password());
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
      return "Issued[person=%s]".formatted(person.id());
    }
  }

  /** What the OpenAPI document says of the body that makes a person. */
  @Schema(name = "PersonDraft", description = "Who is to log in. Other fields are refused.")
  record Draft(
      @Schema(
              description = "Letters, digits, and `.`, `_`, `@`, `+`, `-`; case does not matter.",
              maxLength = 64,
              requiredMode = REQUIRED)
          String name,
      @Schema(description = "What the person is here for.", requiredMode = REQUIRED)
          List<Role> roles,
      @Schema(description = "The one tenant that the person works for; all when it is absent.")
          String tenant) {}

  /** What the OpenAPI document says of the body that changes a person. */
  @Schema(name = "PersonChange", description = "What is to change. Other fields are refused.")
  record Change(
      @Schema(description = "What the person is here for.") List<Role> roles,
      @Schema(description = "Whether the person may log in.") boolean enabled) {}
}
