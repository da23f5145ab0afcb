package dev.menshen.guard.prompt;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A model folder's tokenizer for which every text is ordinary text.
 *
 * <p>The library that reads {@code tokenizer.json} turns what spells an added token, such as {@code
 * <|im_end|>}, into that token, and cannot be told not to. So it is given the file without its
 * added tokens; their ids are known here alone, for whoever puts them where the template has them.
 */
final class PlainTokenizer implements AutoCloseable {
  private static final String FILE = "tokenizer.json";
  private static final String ADDED_TOKENS = "added_tokens";
  private static final String MODEL = "model";
  private static final String VOCABULARY = "vocab";

  private final Path file;
  private final HuggingFaceTokenizer tokenizer;
  private final List<AddedToken> addedTokens;
  private final long largestId;

  private PlainTokenizer(
      Path file, HuggingFaceTokenizer tokenizer, List<AddedToken> addedTokens, long largestId) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.addedTokens = List.copyOf(addedTokens);
    this.largestId = largestId;
  }

  /**
   * A token that is not made by merging letters.
   *
   * @param id what the model knows it by
   * @param content how it is spelled
   * @param strips whether it takes blanks or word borders beside it into account
   */
  record AddedToken(long id, String content, boolean strips) {}

  /**
   * Loads a model folder's tokenizer.
   *
   * @throws UnusablePromptFileException when {@code tokenizer.json} is missing or not whole
   * @throws IllegalStateException when the native library does not load on this machine
   */
  static PlainTokenizer load(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new UnusablePromptFileException(
          Files.exists(folder.resolve("vocab.json"))
              ? Problem.TOKENIZER_OLD
              : Problem.TOKENIZER_MISSING,
          file);
    }
    // The tokenizer would look for a GPU build of itself on the network where it sees a GPU.
    if (System.getenv("RUST_FLAVOR") == null && System.getProperty("RUST_FLAVOR") == null) {
      System.setProperty("RUST_FLAVOR", "cpu");
    }
    PlainTokenizer plain = open(file);
    try {
      plain.check();
    } catch (UnusablePromptFileException e) {
      plain.close();
      throw e;
    }
    return plain;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusablePromptFileException(Problem.UNREADABLE, file, e, e.toString());
    }
  }

  private static PlainTokenizer open(Path file) {
    byte[] json = read(file);
    try {
      Content content = new Content(json);
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.newInstance(
              content.withoutAddedTokens(), Map.of("truncation", "false", "padding", "false"));
      return new PlainTokenizer(file, tokenizer, content.addedTokens, content.largestId);
    } catch (IOException e) {
      throw new UnusablePromptFileException(Problem.TOKENIZER_INVALID, file, e, firstLine(e));
    } catch (LinkageError | EngineException e) {
      throw new IllegalStateException(
          ("the tokenizer does not load on %s %s: it needs its native library (glibc, macOS or"
                  + " Windows on x86-64 or arm64) and a folder for temporary files that programs may"
                  + " be run from (java.io.tmpdir = %s)")
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.io.tmpdir")),
          e);
    } catch (RuntimeException e) {
      throw new UnusablePromptFileException(Problem.TOKENIZER_INVALID, file, e, firstLine(e));
    }
  }

  /** The tokens that no ordinary text gives. */
  List<AddedToken> addedTokens() {
    return addedTokens;
  }

  /** The largest id that there is. */
  long largestId() {
    return largestId;
  }

  /** The file that the tokenizer comes from. */
  Path file() {
    return file;
  }

  /** The ids of a text, and the characters that each stands for. */
  Encoding encode(String text) {
    return tokenizer.encode(text, false, false);
  }

  /** The ids of a text. */
  long[] ids(String text) {
    return encode(text).getIds();
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /** Makes sure that no text gives an added token. */
  private void check() {
    Set<Long> added = addedTokens.stream().map(AddedToken::id).collect(Collectors.toSet());
    for (AddedToken token : addedTokens) {
      if (LongStream.of(ids(token.content())).anyMatch(added::contains)) {
        throw new UnusablePromptFileException(Problem.TOKENIZER_UNSAFE, file, token.content());
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** What is looked up in the file itself. */
  private static final class Content {
    private final byte[] json;
    private final List<AddedToken> addedTokens = new ArrayList<>();
    private long largestId = -1;
    private int from;
    private int to;

    Content(byte[] json) throws IOException {
      this.json = json;
      try (JsonParser parser = new JsonFactory().createParser(json)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new IOException("not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (ADDED_TOKENS.equals(name) && value == JsonToken.START_ARRAY) {
            addedTokens(parser);
          } else if (MODEL.equals(name) && value == JsonToken.START_OBJECT) {
            model(parser);
          } else {
            parser.skipChildren();
          }
        }
      }
    }

    private void addedTokens(JsonParser parser) throws IOException {
      from = (int) parser.currentTokenLocation().getByteOffset();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        AddedToken token = addedToken(parser);
        addedTokens.add(token);
        largestId = Math.max(largestId, token.id());
      }
      to = (int) parser.currentTokenLocation().getByteOffset();
    }

    private void model(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!VOCABULARY.equals(name) || value != JsonToken.START_OBJECT) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            largestId = Math.max(largestId, parser.getLongValue());
          }
          parser.skipChildren();
        }
      }
    }

    /** The file with an empty list of added tokens. */
    InputStream withoutAddedTokens() {
      if (addedTokens.isEmpty()) {
        return new ByteArrayInputStream(json);
      }
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(json, 0, from),
                  new ByteArrayInputStream("[".getBytes(StandardCharsets.UTF_8)),
                  new ByteArrayInputStream(json, to, json.length - to))));
    }
  }

  private static AddedToken addedToken(JsonParser parser) throws IOException {
    long id = -1;
    String content = "";
    boolean strips = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = parser.getLongValue();
        case "content" -> content = parser.getText();
        case "single_word", "lstrip", "rstrip" -> strips |= parser.getBooleanValue();
        default -> parser.skipChildren();
      }
    }
    if (id < 0 || content.isEmpty()) {
      throw new IOException("an added token without an id or a spelling");
    }
    return new AddedToken(id, content, strips);
  }
}
