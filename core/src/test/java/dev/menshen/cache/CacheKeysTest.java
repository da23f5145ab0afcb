package dev.menshen.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.GuardInfo;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.Secret;
import dev.menshen.policy.JudgedTurns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheKeysTest {
  private static final Secret SECRET = Secret.of(new byte[32]);
  private static final Conversation HELLO = Conversation.ofPrompt("hello");

  private final CacheKeys keys = new CacheKeys(SECRET, info(GuardInfo.Kind.LITE, "model", "1"));

  @Test
  void theSameQuestionHasTheSameKeyInEveryInstanceWithTheSameSecret() {
    CacheKeys elsewhere =
        new CacheKeys(Secret.of(new byte[32]), info(GuardInfo.Kind.LITE, "model", "1"));

    assertThat(key(keys, HELLO)).isEqualTo(key(elsewhere, HELLO));
    assertThat(key(keys, HELLO).digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void whateverAFindingDependsOnMakesAnotherKey() {
    byte[] other = new byte[32];
    other[31] = 1;
    Map<String, CacheKey> made = new LinkedHashMap<>();
    made.put("all as it is", key(keys, HELLO));
    made.put("secret", key(new CacheKeys(Secret.of(other), info()), HELLO));
    made.put("kind", key(new CacheKeys(SECRET, info(GuardInfo.Kind.LOCAL, "model", "1")), HELLO));
    made.put("model", key(new CacheKeys(SECRET, info(GuardInfo.Kind.LITE, "other", "1")), HELLO));
    made.put("weights", key(new CacheKeys(SECRET, info(GuardInfo.Kind.LITE, "model", "2")), HELLO));
    made.put("tenant", keys.of("other", HELLO, Scores.VERDICT, JudgedTurns.LAST));
    made.put("scores", keys.of("acme", HELLO, Scores.FULL, JudgedTurns.LAST));
    made.put("all turns", keys.of("acme", HELLO, Scores.VERDICT, JudgedTurns.ALL));
    made.put("turns", keys.of("acme", HELLO, Scores.VERDICT, new JudgedTurns(3)));
    made.put("a space before", key(keys, Conversation.ofPrompt(" hello")));
    made.put("a space after", key(keys, Conversation.ofPrompt("hello ")));
    made.put("a line break", key(keys, Conversation.ofPrompt("hello\n")));
    made.put("case", key(keys, Conversation.ofPrompt("Hello")));
    made.put("an invisible character", key(keys, Conversation.ofPrompt("hel\u200blo")));
    made.put("composition", key(keys, Conversation.ofPrompt("h\u00e9llo")));
    made.put("decomposition", key(keys, Conversation.ofPrompt("he\u0301llo")));
    made.put("role", key(keys, conversation(Role.ASSISTANT, "hello")));
    made.put("an empty message", key(keys, conversation(Role.USER, "", Role.USER, "hello")));
    made.put("a border", key(keys, conversation(Role.USER, "h", Role.USER, "ello")));
    made.put("another border", key(keys, conversation(Role.USER, "he", Role.USER, "llo")));
    made.put("system", key(keys, conversation(Role.SYSTEM, "he", Role.USER, "llo")));

    assertThat(Set.copyOf(made.values())).hasSize(made.size());
  }

  @Test
  void wordsCannotMoveFromOnePartOfTheGuardsNameToTheNext() {
    assertThat(key(new CacheKeys(SECRET, info(GuardInfo.Kind.LITE, "model1", "2")), HELLO))
        .isNotEqualTo(key(new CacheKeys(SECRET, info(GuardInfo.Kind.LITE, "model", "12")), HELLO));
  }

  @Test
  void aMebibyteOfCharactersOfFourBytesHasAKey() {
    assertThat(key(keys, Conversation.ofPrompt("\ud83d\ude00".repeat(1 << 20))).digest())
        .matches("[0-9a-f]{64}");
  }

  private static CacheKey key(CacheKeys keys, Conversation conversation) {
    return keys.of("acme", conversation, Scores.VERDICT, JudgedTurns.LAST);
  }

  private static Conversation conversation(Object... rolesAndContents) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < rolesAndContents.length; i += 2) {
      messages.add(new Message((Role) rolesAndContents[i], (String) rolesAndContents[i + 1]));
    }
    return new Conversation(messages);
  }

  private static GuardInfo info() {
    return info(GuardInfo.Kind.LITE, "model", "1");
  }

  private static GuardInfo info(GuardInfo.Kind kind, String model, String fingerprint) {
    return new GuardInfo(kind, model, fingerprint, Set.of(), "A guard for tests.", List.of());
  }
}
