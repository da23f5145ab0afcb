package dev.menshen.guard.lite;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Message;
import dev.menshen.Windows;
import dev.menshen.Windows.Window;
import dev.menshen.guard.inference.OnnxRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One language's encoder: a BERT with a severity head and a category head, int8, in ONNX Runtime.
 *
 * <p>A prompt is read as {@code [CLS] text [SEP]}, a response as {@code [CLS] question [SEP]
 * response [SEP]} with token type 1 from the response on. A long text is read in windows; of a long
 * question, which is context and not judged, the end is read.
 */
final class Encoder implements AutoCloseable {
  /** A question that does not fit beside its response keeps this part of a window. */
  private static final int QUESTION_SHARE = 4;

  private static final String DESCRIPTION = "lite.json";

  private final ModelDescription description;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final long cls;
  private final long sep;
  private final long unknown;

  private Encoder(
      ModelDescription description, HuggingFaceTokenizer tokenizer, OrtSession session) {
    this.description = description;
    this.tokenizer = tokenizer;
    this.session = session;
    long[] empty = tokenizer.encode("", true, false).getIds();
    this.cls = empty[0];
    this.sep = empty[1];
    this.unknown = tokenizer.encode("[UNK]", false, false).getIds()[0];
  }

  /**
   * Loads a language's encoder from the class path.
   *
   * @throws IllegalStateException when a native library does not load on this machine
   */
  static Encoder load(Language language) {
    ModelDescription description = describe(language);
    // The tokenizer would look for a GPU build of itself on the network where it sees a GPU.
    if (System.getenv("RUST_FLAVOR") == null && System.getProperty("RUST_FLAVOR") == null) {
      System.setProperty("RUST_FLAVOR", "cpu");
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream tokenizer = open(language, "tokenizer.json")) {
      // One thread a text: texts, not matrices, are what is worth doing in parallel.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new Encoder(
          description,
          HuggingFaceTokenizer.newInstance(
              tokenizer, Map.of("truncation", "false", "padding", "false")),
          OnnxRuntime.environment().createSession(read(language, "model.onnx"), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException | LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          ("the built-in guard does not load on %s %s: it needs ONNX Runtime's and the tokenizer's"
                  + " native libraries (glibc, macOS or Windows on x86-64 or arm64) and a folder"
                  + " for temporary files that programs may be run from (java.io.tmpdir = %s)")
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  /** What a language's encoder is, without loading it. */
  static ModelDescription describe(Language language) {
    return ModelDescription.parse(new String(read(language, DESCRIPTION), StandardCharsets.UTF_8));
  }

  /**
   * Names a language's encoder without loading it: SHA-256 in hexadecimal over what the training
   * wrote beside the weights, which is another after every training.
   */
  static String digest(Language language) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(read(language, DESCRIPTION)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  ModelDescription description() {
    return description;
  }

  /**
   * Scores a text.
   *
   * @param conversation where the question of a response is found
   * @param text what is judged: the last message, or the part of it in this encoder's language
   * @param deadline asked before each window
   * @return the scores of each window, in order
   * @throws dev.menshen.NotScannedException when the deadline passed or the thread is interrupted
   */
  List<WindowScores> score(Conversation conversation, String text, Deadline deadline) {
    long[] content = tokens(text);
    long @Nullable [] question =
        switch (conversation.direction()) {
          case PROMPT -> null;
          case RESPONSE -> question(conversation, content.length);
        };
    int room = description.windowTokens() - 2 - (question == null ? 0 : question.length + 1);
    List<WindowScores> scores = new ArrayList<>();
    for (Window window :
        Windows.cut(content.length, room, Math.min(description.overlapTokens(), room - 1))) {
      deadline.check();
      scores.add(run(question, Arrays.copyOfRange(content, window.from(), window.to())));
    }
    return scores;
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder's session does not close", e);
    }
  }

  private long[] question(Conversation conversation, int responseTokens) {
    long[] whole = tokens(conversation.question().map(Message::content).orElse(""));
    int size = description.windowTokens();
    int share = Math.max(size - 3 - Math.max(1, responseTokens), size / QUESTION_SHARE);
    return Arrays.copyOfRange(whole, Math.max(0, whole.length - share), whole.length);
  }

  /** The ids of a text; what it spells like a special token stays text. */
  private long[] tokens(String text) {
    long[] ids = tokenizer.encode(text, false, false).getIds();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == cls || ids[i] == sep) {
        ids[i] = unknown;
      }
    }
    return ids;
  }

  private WindowScores run(long @Nullable [] question, long[] content) {
    int first = question == null ? 0 : question.length + 1;
    int length = first + content.length + 2;
    long[] ids = new long[length];
    long[] types = new long[length];
    long[] mask = new long[length];
    Arrays.fill(mask, 1);
    ids[0] = cls;
    if (question != null) {
      System.arraycopy(question, 0, ids, 1, question.length);
      ids[first] = sep;
      Arrays.fill(types, first + 1, length, 1);
    }
    System.arraycopy(content, 0, ids, first + 1, content.length);
    ids[length - 1] = sep;
    long[] shape = {1, length};
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(types), shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      return WindowScores.of(
          row(result, "severity"), row(result, "categories"), description, length);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getCode(), e);
    }
  }

  private static float[] row(OrtSession.Result result, String output) throws OrtException {
    return ((float[][]) result.get(output).orElseThrow().getValue())[0];
  }

  private static byte[] read(Language language, String file) {
    try (InputStream in = open(language, file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Language language, String file) {
    InputStream in = Encoder.class.getResourceAsStream(language.code() + "/" + file);
    if (in == null) {
      throw new IllegalStateException(
          "the built-in guard's %s/%s is not on the class path; the jar is not whole"
              .formatted(language.code(), file));
    }
    return in;
  }
}
