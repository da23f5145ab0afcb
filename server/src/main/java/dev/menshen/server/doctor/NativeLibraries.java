package dev.menshen.server.doctor;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.menshen.guard.inference.OnnxRuntime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The native libraries that every guard needs.
 *
 * @param all each of them, loaded or not
 */
public record NativeLibraries(List<Library> all) {
  /** Copies the list. */
  public NativeLibraries {
    all = List.copyOf(all);
  }

  /**
   * One of them.
   *
   * @param name its name
   * @param version its version, when it tells one
   * @param fault why it does not load, in the loader's words; empty when it does
   */
  public record Library(String name, Optional<String> version, Optional<String> fault) {
    /** Loads a library; what {@code version} throws is the fault. */
    static Library load(String name, Callable<Optional<String>> version) {
      try {
        return new Library(name, version.call(), Optional.empty());
      } catch (Exception | LinkageError e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
          cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new Library(
            name, Optional.empty(), Optional.of(cause.getClass().getSimpleName() + ": " + message));
      }
    }
  }

  /** Loads them into this process. */
  static NativeLibraries load() {
    return new NativeLibraries(
        List.of(
            Library.load("ONNX Runtime", () -> Optional.of(OnnxRuntime.environment().getVersion())),
            Library.load(
                "Hugging Face tokenizers",
                () -> {
                  // Without this, it looks for a GPU build of itself on the network.
                  if (System.getenv("RUST_FLAVOR") == null
                      && System.getProperty("RUST_FLAVOR") == null) {
                    System.setProperty("RUST_FLAVOR", "cpu");
                  }
                  LibUtils.checkStatus();
                  return Optional.ofNullable(
                      HuggingFaceTokenizer.class.getPackage().getSpecificationVersion());
                })));
  }
}
