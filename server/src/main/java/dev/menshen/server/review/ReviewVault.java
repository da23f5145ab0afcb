package dev.menshen.server.review;

import com.google.crypto.tink.Aead;
import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people write and nobody else gets to read: conversations and comments, encrypted. Each is
 * bound to its item and its number there, so that a row that is moved does not decrypt.
 */
final class ReviewVault {
  private static final int CONVERSATION = 0;

  /** How many bytes of a ciphertext tell its key: Tink's output prefix. */
  private static final int PREFIX = 5;

  private static final int CHUNK = 100;
  private static final JsonMapper JSON = new JsonMapper();

  private final Database database;
  private final Keyring keyring;

  ReviewVault(Database database, Keyring keyring) {
    this.database = database;
    this.keyring = keyring;
  }

  void put(String item, Conversation conversation) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode messages = json.putArray("messages");
    for (Message message : conversation.messages()) {
      messages.addObject().put("role", message.role().label()).put("content", message.content());
    }
    insert(item, CONVERSATION, json);
  }

  void put(String item, int event, Note note) {
    ObjectNode json = JSON.createObjectNode();
    json.put("comment", note.comment());
    json.put("release", note.release());
    json.put("liftBan", note.liftBan());
    note.listEntry().ifPresent(entry -> json.put("listEntry", entry));
    insert(item, event, json);
  }

  /** The text of an item; empty when it has been erased. */
  Optional<Conversation> conversation(String item) {
    return read(item, CONVERSATION).map(ReviewVault::conversation);
  }

  /** What goes with an event of an item; empty when it has been erased. */
  Optional<Note> note(String item, int event) {
    return read(item, event)
        .map(
            json ->
                new Note(
                    json.required("comment").stringValue(),
                    json.required("release").booleanValue(),
                    json.required("liftBan").booleanValue(),
                    Optional.ofNullable(json.get("listEntry")).map(JsonNode::stringValue)));
  }

  /**
   * Encrypts anew, under the newest key, what is under an old one.
   *
   * @return how many there were
   */
  int renew() {
    int renewed = 0;
    String prefix = "";
    Optional<Sealed> sample = first(prefix);
    while (sample.isPresent()) {
      prefix = sample.get().prefix();
      if (!keyring.isCurrent(Purpose.REVIEW, sample.get().bytes())) {
        renewed += renew(prefix);
      }
      sample = first(prefix);
    }
    return renewed;
  }

  private int renew(String prefix) {
    int renewed = 0;
    List<Sealed> chunk;
    do {
      chunk =
          sealed("where key_prefix = ? order by key_prefix, item, number limit " + CHUNK, prefix);
      chunk.forEach(this::replace);
      renewed += chunk.size();
      // A keyring whose newest key is none of its current ones would be asked for ever.
    } while (chunk.size() == CHUNK && !prefix.equals(prefix(encrypt("", 0, new byte[0]))));
    return renewed;
  }

  /** Where it was erased or renewed meanwhile, nothing is done. */
  private void replace(Sealed secret) {
    byte[] ciphertext =
        encrypt(
            secret.item(),
            secret.number(),
            decrypt(secret.item(), secret.number(), secret.bytes()));
    database
        .sql(
            """
            update review_secret set key_prefix = ?, ciphertext = ?
            where item = ? and number = ? and key_prefix = ?
            """)
        .params(
            prefix(ciphertext),
            Base64.getEncoder().encodeToString(ciphertext),
            secret.item(),
            secret.number(),
            secret.prefix())
        .update();
  }

  /** Something under the next key after this prefix. */
  private Optional<Sealed> first(String after) {
    return sealed("where key_prefix > ? order by key_prefix, item, number limit 1", after).stream()
        .findFirst();
  }

  private List<Sealed> sealed(String which, String prefix) {
    return database
        .sql("select item, number, key_prefix, ciphertext from review_secret " + which)
        .param(prefix)
        .query(
            (row, number) ->
                new Sealed(
                    row.getString("item"),
                    row.getInt("number"),
                    row.getString("key_prefix"),
                    row.getString("ciphertext")))
        .list();
  }

  private void insert(String item, int number, ObjectNode json) {
    byte[] ciphertext = encrypt(item, number, JSON.writeValueAsBytes(json));
    database
        .sql(
            """
            insert into review_secret (item, number, key_prefix, ciphertext) values (?, ?, ?, ?)
            """)
        .params(item, number, prefix(ciphertext), Base64.getEncoder().encodeToString(ciphertext))
        .update();
  }

  private Optional<JsonNode> read(String item, int number) {
    return database
        .sql("select ciphertext from review_secret where item = ? and number = ?")
        .params(item, number)
        .query(String.class)
        .optional()
        .map(text -> JSON.readTree(decrypt(item, number, Base64.getDecoder().decode(text))));
  }

  private byte[] encrypt(String item, int number, byte[] plaintext) {
    try {
      return aead().encrypt(plaintext, place(item, number));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a review item could not be encrypted", e);
    }
  }

  private byte[] decrypt(String item, int number, byte[] ciphertext) {
    try {
      return aead().decrypt(ciphertext, place(item, number));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "review item %s does not decrypt: its row was changed, or its key is gone"
              .formatted(item),
          e);
    }
  }

  private Aead aead() {
    return keyring.aead(Purpose.REVIEW);
  }

  private static byte[] place(String item, int number) {
    return "%s/%d".formatted(item, number).getBytes(StandardCharsets.UTF_8);
  }

  private static String prefix(byte[] ciphertext) {
    return HexFormat.of().formatHex(Arrays.copyOf(ciphertext, PREFIX));
  }

  private static Conversation conversation(JsonNode json) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : json.required("messages").values()) {
      messages.add(
          new Message(
              Role.ofLabel(message.required("role").stringValue()).orElseThrow(),
              message.required("content").stringValue()));
    }
    return new Conversation(messages);
  }

  /** A row of what is encrypted, in Base64. */
  private record Sealed(String item, int number, String prefix, String ciphertext) {
    private byte[] bytes() {
      return Base64.getDecoder().decode(ciphertext);
    }
  }
}
