package dev.menshen.guard.checkpoint;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is wrong with a model's folder.
 *
 * @param kind what is wrong
 * @param file the file or folder that it is wrong with
 * @param arguments what the message says besides the file's path: names, values, sizes
 * @param command the command that mends it, ready for a shell; empty when the message itself says
 *     what to do
 */
public record Fault(Kind kind, Path file, List<String> arguments, Optional<String> command) {
  /** Copies the arguments. */
  public Fault {
    requireNonNull(kind, "kind is null");
    requireNonNull(file, "file is null");
    arguments = List.copyOf(requireNonNull(arguments, "arguments is null"));
    requireNonNull(command, "command is null");
  }

  /** One line in English: the file, what is wrong with it, what to do. */
  public String message() {
    return message(Locale.ROOT);
  }

  /** One line in Chinese or English: the file, what is wrong with it, what to do. */
  public String message(Locale locale) {
    List<Object> values = new ArrayList<>();
    values.add(file);
    values.addAll(arguments);
    String what = Messages.get(locale, kind.name(), values.toArray());
    return what
        + switch (kind.remedy) {
          case COMMAND ->
              command
                  .map(it -> Messages.get(locale, "remedy.command", it))
                  .orElseGet(() -> Messages.get(locale, "remedy.copy"));
          case IN_MESSAGE -> "";
        };
  }

  @Override
  public String toString() {
    return message();
  }

  /** Who says what to do: a command of its own, or the message. */
  enum Remedy {
    COMMAND,
    IN_MESSAGE
  }

  /** What may be wrong. */
  public enum Kind {
    /** The folder is not there. */
    FOLDER_MISSING(Remedy.COMMAND),
    /** A file is where the folder is expected. */
    NOT_A_FOLDER(Remedy.IN_MESSAGE),
    /** The models are in the folder's folders. */
    FOLDER_OF_MODELS(Remedy.IN_MESSAGE),
    /** The folder holds nothing. */
    FOLDER_EMPTY(Remedy.COMMAND),
    /** The folder holds a GGUF file instead of safetensors. */
    GGUF_FOLDER(Remedy.COMMAND),
    /** The folder holds PyTorch's pickled weights instead of safetensors. */
    PYTORCH_FOLDER(Remedy.COMMAND),
    /** The folder holds an ONNX graph instead of safetensors. */
    ONNX_FOLDER(Remedy.COMMAND),
    /** A file that a download has begun and not finished. */
    UNFINISHED_DOWNLOAD(Remedy.COMMAND),

    /** A file is not there. */
    FILE_MISSING(Remedy.COMMAND),
    /** A symbolic link leads to a file that is not there, as in a cache that was partly cleaned. */
    DANGLING_LINK(Remedy.COMMAND),
    /** A folder is where a file is expected. */
    FOLDER_IN_PLACE_OF_FILE(Remedy.IN_MESSAGE),
    /** This user may not read it. */
    NO_PERMISSION(Remedy.COMMAND),
    /** The disk or the file system fails. */
    UNREADABLE(Remedy.IN_MESSAGE),
    /** The file holds nothing. */
    FILE_EMPTY(Remedy.COMMAND),
    /** The text that Git LFS keeps in the place of a large file. */
    LFS_POINTER(Remedy.COMMAND),
    /** A web page or a server's error that was saved under the file's name. */
    WEB_PAGE(Remedy.COMMAND),

    /** Not JSON, or cut off. */
    JSON_INVALID(Remedy.COMMAND),
    /** {@code config.json} lacks a setting. */
    SETTING_MISSING(Remedy.COMMAND),
    /** {@code config.json} gives a setting a value that makes no sense. */
    SETTING_INVALID(Remedy.COMMAND),
    /** {@code config.json} asks for what the engine does not do. */
    SETTING_UNSUPPORTED(Remedy.IN_MESSAGE),
    /** Another model than Qwen3Guard-Gen. */
    OTHER_ARCHITECTURE(Remedy.COMMAND),
    /** Qwen3Guard-Stream, which judges token by token with heads of its own. */
    STREAM_MODEL(Remedy.COMMAND),

    /** The tokenizer's parts are there, and not the file that says how they work together. */
    TOKENIZER_MISSING(Remedy.COMMAND),
    /** The tokenizer has tokens that the embedding has no rows for. */
    TOKENIZER_LARGE(Remedy.COMMAND),
    /** There is no chat template. */
    TEMPLATE_MISSING(Remedy.COMMAND),
    /** Prompts or verdicts cannot be made with the template and the tokenizer. */
    PROMPT_UNUSABLE(Remedy.IN_MESSAGE),

    /** The weights do not begin as a safetensors file does. */
    NOT_SAFETENSORS(Remedy.COMMAND),
    /** The file ends within its header. */
    HEADER_TRUNCATED(Remedy.COMMAND),
    /** The header is not what the format asks for. */
    HEADER_INVALID(Remedy.COMMAND),
    /** The header gives a tensor a place that does not fit its shape or its neighbours. */
    TENSOR_MISPLACED(Remedy.COMMAND),
    /** The file ends before the last tensor does. */
    FILE_SHORT(Remedy.COMMAND),
    /** The file goes on behind the last tensor. */
    FILE_LONG(Remedy.COMMAND),
    /** The index names a shard that is not there. */
    SHARD_MISSING(Remedy.COMMAND),
    /** The index says that a shard holds a tensor, and it does not. */
    SHARD_LACKS_TENSOR(Remedy.COMMAND),
    /** The index is JSON, and no index. */
    INDEX_INVALID(Remedy.COMMAND),
    /** A tensor that the architecture needs is in none of the files. */
    TENSOR_MISSING(Remedy.COMMAND),
    /** A tensor is none of the architecture's: a bias, an adapter, a scale of quantized weights. */
    TENSOR_UNEXPECTED(Remedy.IN_MESSAGE),
    /** A tensor has another shape than {@code config.json} implies. */
    TENSOR_SHAPE(Remedy.COMMAND),
    /** A tensor's numbers are in a format that is not read. */
    TENSOR_TYPE(Remedy.IN_MESSAGE),
    /** A tensor holds an infinity, or what is not a number. */
    TENSOR_NOT_FINITE(Remedy.COMMAND),
    /** The embedding is so large that it cannot be mapped into memory at once. */
    EMBEDDING_LARGE(Remedy.IN_MESSAGE),

    /** All files are whole, and the engine gives no verdict with them. */
    ENGINE_FAILED(Remedy.IN_MESSAGE),
    /** The engine gives every verdict the same probability, or every text the same ones. */
    ENGINE_INDIFFERENT(Remedy.IN_MESSAGE);

    private final Remedy remedy;

    Kind(Remedy remedy) {
      this.remedy = remedy;
    }
  }
}
