package dev.menshen.guard.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;

/** Apache OpenNLP's language model, loaded when it is first needed and once a process. */
public final class LanguageModel {
  private static final String MODEL = "/langdetect-183.bin";

  private LanguageModel() {}

  /**
   * The detector for 183 languages by their ISO 639-3 codes. Safe for use by many threads.
   *
   * @throws IllegalStateException when the model is not on the class path
   */
  public static ThreadSafeLanguageDetectorME detector() {
    return Holder.DETECTOR;
  }

  private static final class Holder {
    static final ThreadSafeLanguageDetectorME DETECTOR = load();

    private static ThreadSafeLanguageDetectorME load() {
      try (InputStream model = ThreadSafeLanguageDetectorME.class.getResourceAsStream(MODEL)) {
        if (model == null) {
          throw new IllegalStateException(
              "the language model %s is not on the class path; add opennlp-models-langdetect"
                  .formatted(MODEL));
        }
        return new ThreadSafeLanguageDetectorME(new LanguageDetectorModel(model));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
