package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A model cannot be converted, because what it is converted into cannot be stored. The message
 * names the folder, what is in the way and what to do.
 */
public final class ConversionException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private static final String BUNDLE = "dev.menshen.guard.local.messages";
  private static final long MEGABYTE = 1_000_000;

  private final transient Path folder;
  private final String key;
  private final transient Object[] arguments;

  /** There is not enough space. */
  ConversionException(Path folder, long needed, long free) {
    this(folder, new IOException("no space left"), "noSpace", megabytes(needed), megabytes(free));
  }

  /** The folder cannot be written to. */
  ConversionException(Path folder, IOException cause) {
    this(folder, cause, "failed", reason(cause));
  }

  private ConversionException(Path folder, IOException cause, String key, Object... arguments) {
    super(message(Locale.ROOT, folder, key, arguments), cause);
    this.folder = requireNonNull(folder, "folder is null");
    this.key = key;
    this.arguments = arguments;
  }

  /** The folder that conversions are kept in. */
  public Path folder() {
    return folder;
  }

  /** One line in Chinese or English: the folder, what is in the way, what to do. */
  public String message(Locale locale) {
    return message(locale, folder, key, arguments);
  }

  private static String message(Locale locale, Path folder, String key, Object... arguments) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Object[] all = new Object[arguments.length + 1];
    all[0] = folder;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return String.format(Locale.ROOT, texts.getString("conversion." + key), all);
  }

  /** The system's own words where it has some, else what kind of fault it is. */
  private static String reason(IOException cause) {
    return cause instanceof FileSystemException fault
            && fault.getReason() != null
            && !(cause instanceof AccessDeniedException)
        ? fault.getReason()
        : cause.getClass() == IOException.class
            ? String.valueOf(cause.getMessage())
            : cause.getClass().getSimpleName();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.ceilDiv(bytes, MEGABYTE));
  }
}
