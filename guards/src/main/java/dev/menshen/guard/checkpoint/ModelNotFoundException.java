package dev.menshen.guard.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** No model of the name that was asked for is in any of the places where models are looked for. */
public final class ModelNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient List<Place> places;

  ModelNotFoundException(String name, List<Place> places) {
    super(Messages.notFound(name, places, Locale.ROOT));
    this.name = name;
    this.places = List.copyOf(places);
  }

  /** What was asked for. */
  public String name() {
    return name;
  }

  /** Where it was looked for, in order. */
  public List<Place> places() {
    return places;
  }

  /** What was asked for, every place that was looked at, and what to do, in Chinese or English. */
  public String message(Locale locale) {
    return Messages.notFound(name, places, locale);
  }

  /**
   * A place that was looked at.
   *
   * @param path the folder
   * @param state what was there
   */
  public record Place(Path path, State state) {}

  /** What was at a place. */
  public enum State {
    /** Nothing. */
    ABSENT,
    /** A folder that may not be read. */
    UNREADABLE,
    /** A folder without this model. */
    WITHOUT_IT
  }
}
