package dev.menshen.server.cli;

import dev.menshen.server.models.HubSource;
import dev.menshen.server.models.ModelName;
import dev.menshen.server.models.PullException;
import dev.menshen.server.models.PullException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says why a model could not be downloaded, and how to get it all the same. */
final class PullFailures {
  private final Texts texts;
  private final HubSource source;
  private final ModelName model;
  private final Path folder;

  PullFailures(Texts texts, HubSource source, ModelName model, Path folder) {
    this.texts = texts;
    this.source = source;
    this.model = model;
    this.folder = folder;
  }

  /**
   * The failure to show.
   *
   * @param begun whether files had been on their way
   */
  CommandFailure of(PullException fault, boolean begun) {
    String message =
        texts.get(key(fault.reason()), arguments(fault)) + advice(fault.reason(), begun);
    return switch (fault.reason()) {
      case ADDRESS, TOKEN, PROXY_ADDRESS -> CommandFailure.usage(message);
      default -> CommandFailure.of(message, fault);
    };
  }

  /** The key of a reason's text, such as {@code error.pull.tooManyRequests}. */
  static String key(Reason reason) {
    StringBuilder key = new StringBuilder("error.pull.");
    for (String word : List.of(reason.name().toLowerCase(Locale.ROOT).split("_", -1))) {
      key.append(
          key.charAt(key.length() - 1) == '.'
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return key.toString();
  }

  private Object[] arguments(PullException fault) {
    List<Object> arguments = fault.arguments();
    return fault.reason() == Reason.SPACE
        ? new Object[] {
          ByteCount.of((long) arguments.get(0)),
          ByteCount.of((long) arguments.get(1)),
          arguments.get(2)
        }
        : arguments.toArray();
  }

  private String advice(Reason reason, boolean begun) {
    return switch (reason) {
      case UNKNOWN_HOST,
          UNREACHABLE,
          PROXY_UNREACHABLE,
          CERTIFICATE,
          CUT,
          STALLED,
          SERVER_FAULT,
          PROXY_LOGIN,
          PROXY_REFUSED,
          REDIRECT,
          WEB_PAGE,
          FORBIDDEN ->
          begun ? texts.get("pull.kept") : otherWays();
      case TOO_MANY_REQUESTS, SPACE, FILE_NOT_FOUND, STATUS -> begun ? texts.get("pull.kept") : "";
      default -> "";
    };
  }

  private String otherWays() {
    HubSource other =
        source == HubSource.HUGGINGFACE ? HubSource.MODELSCOPE : HubSource.HUGGINGFACE;
    return texts.get(
        "pull.otherWays",
        other,
        model,
        HubSource.HUGGINGFACE.page(model, HubSource.HUGGINGFACE.branch()),
        HubSource.MODELSCOPE.page(model, HubSource.MODELSCOPE.branch()),
        folder,
        ShellWords.join(List.of(folder.toString())),
        model.name());
  }
}
